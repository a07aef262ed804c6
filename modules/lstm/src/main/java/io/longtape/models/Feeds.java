package io.longtape.models;

import io.longtape.layers.MaskedTensor;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.family.TNumber;

/**
 * What goes into a step: placeholders of a graph or tensors of an eager session.
 *
 * @param inputs by the inputs' names
 * @param targets by the outputs' names; empty to predict
 * @param sampleWeights by the outputs' names, for those that have some
 * @param learningRate a scalar; read in training alone
 * @param step the scalar number of the step, from 1; read in training alone
 */
record Feeds(
    Map<String, MaskedTensor> inputs,
    Map<String, Operand<? extends TNumber>> targets,
    Map<String, Operand<TFloat32>> sampleWeights,
    Operand<TFloat32> learningRate,
    Operand<TInt64> step) {}
