package io.longtape.layers;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.tensorflow.ndarray.Shape;

/** What layers ask of sizes, and the words in which they refuse. */
public final class Shapes {

  private static final String[] WANTED = {"", "", "[batch, features]", "[batch, time, features]"};

  private Shapes() {}

  /**
   * The size of the last axis of a tensor with two or more axes.
   *
   * @param layer the layer's path, for the message
   * @param shape the static shape
   * @return the size
   * @throws IllegalArgumentException when there is no such axis or its size is unknown
   */
  public static long features(String layer, Shape shape) {
    if (shape.isUnknown() || shape.numDimensions() < 2 || shape.get(-1) == Shape.UNKNOWN_SIZE) {
      throw new IllegalArgumentException(
          "layer '%s' expects [batch, ..., features] with a known number of features, but got %s"
              .formatted(layer, shape));
    }
    return shape.get(-1);
  }

  /**
   * The size of the last axis of a tensor that must have one of these ranks.
   *
   * @param layer the layer's path, for the message
   * @param shape the static shape
   * @param ranks 2 for {@code [batch, features]}, 3 for {@code [batch, time, features]}
   * @return the size
   * @throws IllegalArgumentException when the rank is another or the size is unknown
   */
  public static long features(String layer, Shape shape, int... ranks) {
    boolean known = !shape.isUnknown() && shape.numDimensions() > 0;
    if (!known
        || Arrays.stream(ranks).noneMatch(rank -> rank == shape.numDimensions())
        || shape.get(-1) == Shape.UNKNOWN_SIZE) {
      throw new IllegalArgumentException(
          "layer '%s' expects %s, but got %s"
              .formatted(
                  layer,
                  Arrays.stream(ranks)
                      .mapToObj(rank -> WANTED[rank])
                      .collect(Collectors.joining(" or ")),
                  shape));
    }
    return shape.get(-1);
  }

  /**
   * Refuses sizes below 1.
   *
   * @param argument the argument's name, for the message
   * @param value the value
   * @return the value
   * @throws IllegalArgumentException when it is below 1
   */
  public static int atLeastOne(String argument, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(argument + " must be at least 1, but is " + value);
    }
    return value;
  }

  /** Whether two sizes may be the same, as far as they are known. */
  static boolean compatible(long a, long b) {
    return a == b || a == Shape.UNKNOWN_SIZE || b == Shape.UNKNOWN_SIZE;
  }
}
