package io.longtape.serving;

import static java.util.Objects.requireNonNull;

import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.DataType;

/**
 * What a signature says of a tensor, as {@code tf.TensorSpec}.
 *
 * @param shape the whole shape, {@code [batch, ...]}, with {@code Shape.UNKNOWN_SIZE} for sizes
 *     that differ from call to call
 * @param type the type of its elements
 */
public record TensorSpec(Shape shape, DataType type) {

  /**
   * Refuses missing parts.
   *
   * @param shape not null
   * @param type not null
   */
  public TensorSpec {
    requireNonNull(shape, "shape");
    requireNonNull(type, "type");
  }
}
