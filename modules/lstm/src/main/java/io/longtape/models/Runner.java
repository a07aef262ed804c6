package io.longtape.models;

import io.longtape.autodiff.ResourceVariable;
import io.longtape.datasets.Batch;
import io.longtape.weights.WeightValues;
import java.util.List;
import java.util.Map;
import org.tensorflow.ndarray.NdArray;
import org.tensorflow.types.TFloat32;

/**
 * Runs a model's steps, in a graph or eagerly, and holds its variables. Owns native memory; close
 * it.
 */
sealed interface Runner extends AutoCloseable permits GraphRunner, EagerRunner {

  /** A step of training: the loss and the statistics of each measure. */
  List<float[]> train(Batch batch, double learningRate, long step);

  /** The same numbers without training. */
  List<float[]> test(Batch batch);

  /** The outputs in the network's order, each {@code [batch, ...]}, on the Java heap. */
  List<NdArray<?>> predict(Batch batch);

  /** The network's weights and states, by path. */
  Map<String, ResourceVariable<TFloat32>> weights();

  /** What the optimizer remembers, by the weights' paths and its own names. */
  Map<String, ResourceVariable<TFloat32>> slots();

  /** Copies variables of this runner to the heap. */
  WeightValues read(Map<String, ResourceVariable<TFloat32>> variables);

  /** Sets those of the variables that are named. */
  void write(Map<String, ResourceVariable<TFloat32>> variables, WeightValues values);

  @Override
  void close();
}
