package io.longtape.keras.savedmodels;

import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.TensorShapeProto;

/** Shapes as protocol buffers state them. */
final class Shapes {

  private Shapes() {}

  /** With {@code Shape.UNKNOWN_SIZE} for each size below zero. */
  static Shape of(TensorShapeProto shape) {
    if (shape.getUnknownRank()) {
      return Shape.unknown();
    }
    return Shape.of(
        shape.getDimList().stream()
            .mapToLong(dim -> Math.max(dim.getSize(), Shape.UNKNOWN_SIZE))
            .toArray());
  }
}
