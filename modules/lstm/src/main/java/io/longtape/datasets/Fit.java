package io.longtape.datasets;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.tensorflow.ndarray.Shape;

/** Whether an example has the shape that a network wants, and the words in which it has not. */
final class Fit {

  private Fit() {}

  /** As in Keras, a last size of 1 may be there or not: {@code [time]} is {@code [time, 1]}. */
  static boolean fits(Shape wanted, Shape found) {
    long[] a = wanted.asArray();
    long[] b = found.asArray();
    if (Math.abs(a.length - b.length) > 1) {
      return false;
    }
    long[] longer = a.length >= b.length ? a : b;
    if (a.length != b.length && longer[longer.length - 1] != 1) {
      return false;
    }
    for (int i = 0; i < Math.min(a.length, b.length); i++) {
      if (a[i] != b[i] && a[i] != Shape.UNKNOWN_SIZE && b[i] != Shape.UNKNOWN_SIZE) {
        return false;
      }
    }
    return true;
  }

  static IllegalArgumentException wrong(long example, Slot slot, Shape wanted, Shape found) {
    return new IllegalArgumentException(
        "example %d, %s: %s found, %s expected"
            .formatted(example, slot, numbers(found), product(wanted)));
  }

  private static String numbers(Shape shape) {
    boolean one = !shape.hasUnknownDimension() && shape.size() == 1;
    return product(shape) + (one ? " number" : " numbers");
  }

  private static String product(Shape shape) {
    long[] sizes = shape.asArray();
    if (sizes.length == 0) {
      return "1";
    }
    String factors =
        Arrays.stream(sizes)
            .mapToObj(size -> size == Shape.UNKNOWN_SIZE ? "time" : Long.toString(size))
            .collect(Collectors.joining(" x "));
    return sizes.length == 1 || shape.hasUnknownDimension()
        ? factors
        : factors + " = " + shape.size();
  }
}
