package io.longtape.layers;

import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/** A layer with one input and one output, as {@code keras.layers.Layer}. */
@FunctionalInterface
public interface Layer {

  /**
   * Adds this layer's ops to the pass.
   *
   * @param pass where the ops go and the weights come from
   * @param inputs what the layer reads; its static shape must be known but for the batch
   * @return the layer's output
   * @throws IllegalArgumentException when the input's shape does not suit the layer
   */
  Operand<TFloat32> call(Pass pass, Operand<TFloat32> inputs);
}
