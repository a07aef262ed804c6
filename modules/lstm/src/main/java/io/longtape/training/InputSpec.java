package io.longtape.training;

import static java.util.Objects.requireNonNull;

import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.family.TNumber;

/**
 * What one input of a network looks like, without the batch.
 *
 * @param shape the shape of one example, all sizes known
 * @param type {@link TFloat32} or {@link TFloat64}
 */
public record InputSpec(Shape shape, Class<? extends TNumber> type) {

  /**
   * Refuses unknown sizes and other types.
   *
   * @param shape all sizes known
   * @param type one of the two
   * @throws IllegalArgumentException when a size is unknown or the type is neither of the two
   */
  public InputSpec {
    requireNonNull(shape, "shape");
    if (shape.hasUnknownDimension()) {
      throw new IllegalArgumentException("an input's shape must be known, but is " + shape);
    }
    if (type != TFloat32.class && type != TFloat64.class) {
      throw new IllegalArgumentException(
          "an input is TFloat32 or TFloat64, not " + type.getSimpleName());
    }
  }

  /**
   * The size of one example.
   *
   * @return how many numbers an example holds
   */
  public int size() {
    return Math.toIntExact(shape.size());
  }
}
