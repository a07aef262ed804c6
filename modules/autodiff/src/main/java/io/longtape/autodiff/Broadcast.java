package io.longtape.autodiff;

import java.util.Arrays;
import java.util.Optional;
import org.tensorflow.ndarray.Shape;

/**
 * Which axes of a broadcast result have to be summed to come back to the shape of one input.
 *
 * @param leading how many of the first axes the input does not have
 * @param ones the other axes in which the input has size 1 and the result more
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Broadcast(int leading, int[] ones) {

  /**
   * Compares an input with the others.
   *
   * @param shapes the shapes of all inputs, known or not
   * @param input which one to come back to
   * @return the axes; empty where the shapes do not tell
   */
  static Optional<Broadcast> of(Shape[] shapes, int input) {
    int rank = 0;
    for (Shape shape : shapes) {
      if (shape.isUnknown()) {
        return Optional.empty();
      }
      rank = Math.max(rank, shape.numDimensions());
    }
    int leading = rank - shapes[input].numDimensions();
    int[] ones = new int[rank];
    int count = 0;
    for (int axis = leading; axis < rank; axis++) {
      long own = size(shapes[input], rank, axis);
      if (own > 1 || own == 0) {
        continue;
      }
      for (int i = 0; i < shapes.length; i++) {
        long other = size(shapes[i], rank, axis);
        if (other == 1 || i == input) {
          continue;
        }
        if (own == Shape.UNKNOWN_SIZE || other == Shape.UNKNOWN_SIZE) {
          return Optional.empty();
        }
        ones[count++] = axis;
        break;
      }
    }
    return Optional.of(new Broadcast(leading, Arrays.copyOf(ones, count)));
  }

  /** The size of an axis of the broadcast result, in one input; 1 where it does not have it. */
  private static long size(Shape shape, int rank, int axis) {
    int own = axis - (rank - shape.numDimensions());
    return own < 0 ? 1 : shape.get(own);
  }
}
