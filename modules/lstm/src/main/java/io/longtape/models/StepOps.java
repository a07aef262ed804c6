package io.longtape.models;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Op;

/**
 * What a step computes.
 *
 * @param fetches what is read: in training and tests the loss and then the statistics of each
 *     measure, in prediction the outputs
 * @param updates what else a graph has to run
 */
record StepOps(List<Operand<?>> fetches, List<Op> updates) {}
