package io.longtape.layers;

import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;

/** Where a layer gets its weights from, by name. */
public interface Weights {

  /**
   * The weight of that name, made on first request.
   *
   * @param name the name inside the layer, such as {@code kernel}
   * @param shape the weight's shape
   * @param initializer how it starts
   * @return the weight, to be read by the layer's ops
   * @throws IllegalArgumentException when the weight was made before with another shape
   */
  Operand<TFloat32> weight(String name, Shape shape, WeightInitializer initializer);

  /**
   * The same store, with a prefix before the names of all weights asked of it.
   *
   * @param prefix the prefix, such as a layer's name
   * @return the narrower store
   */
  Weights in(String prefix);
}
