package io.longtape.layers;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.tensorflow.ndarray.Shape;

/** What layers ask of sizes, and the words in which they refuse. */
final class Shapes {

  private static final String[] WANTED = {"", "", "[batch, features]", "[batch, time, features]"};

  private Shapes() {}

  /** The size of the last axis of a shape that must have one of these ranks. */
  static long features(String layer, Shape shape, int... ranks) {
    boolean known = !shape.isUnknown() && shape.numDimensions() > 0;
    if (!known
        || Arrays.stream(ranks).noneMatch(rank -> rank == shape.numDimensions())
        || shape.get(-1) == Shape.UNKNOWN_SIZE) {
      throw new IllegalArgumentException(
          "layer '"
              + layer
              + "' expects "
              + Arrays.stream(ranks)
                  .mapToObj(rank -> WANTED[rank])
                  .collect(Collectors.joining(" or "))
              + ", but got "
              + shape);
    }
    return shape.get(-1);
  }

  static int atLeastOne(String layer, String argument, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(
          "layer '" + layer + "': " + argument + " must be at least 1, but is " + value);
    }
    return value;
  }
}
