package io.longtape.autodiff;

import java.util.Arrays;
import org.tensorflow.ndarray.Shape;

/** Shapes as TensorFlow's ops take them. */
final class Shapes {

  private Shapes() {}

  /** The sizes of a known shape, as int32. */
  static int[] ints(Shape shape) {
    return Arrays.stream(shape.asArray()).mapToInt(Math::toIntExact).toArray();
  }
}
