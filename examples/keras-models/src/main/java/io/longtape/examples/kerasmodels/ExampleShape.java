package io.longtape.examples.kerasmodels;

import io.longtape.serving.TensorSpec;
import java.util.Optional;
import org.tensorflow.ndarray.Shape;

/** The shape that a row of values has as one example of an input. */
final class ExampleShape {

  private ExampleShape() {}

  /**
   * Fits values to a shape of which one size may be unknown, such as the time.
   *
   * @param spec an input, the first axis being the example
   * @param values how many there are
   * @return the shape of one example; empty when the values do not fill it
   */
  static Optional<Shape> of(TensorSpec spec, long values) {
    Shape whole = spec.shape();
    if (whole.isUnknown() || whole.numDimensions() == 0) {
      return Optional.empty();
    }
    long[] sizes = whole.tail().asArray();
    long known = 1;
    int unknown = -1;
    for (int axis = 0; axis < sizes.length; axis++) {
      if (sizes[axis] != Shape.UNKNOWN_SIZE) {
        known *= sizes[axis];
      } else if (unknown < 0) {
        unknown = axis;
      } else {
        return Optional.empty();
      }
    }
    if (unknown >= 0 && known > 0 && values % known == 0) {
      sizes[unknown] = values / known;
      known = values;
    }
    return known == values ? Optional.of(Shape.of(sizes)) : Optional.empty();
  }
}
