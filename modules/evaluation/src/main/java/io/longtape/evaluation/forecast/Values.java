package io.longtape.evaluation.forecast;

/** Checks of numeric arguments, with messages that name the argument, the place and the value. */
final class Values {
  private Values() {}

  static void requireSameLength(
      String firstName, double[] first, String secondName, double[] second) {
    if (first.length != second.length) {
      throw new IllegalArgumentException(
          "%s has %d values, %s has %d; they must have the same number"
              .formatted(firstName, first.length, secondName, second.length));
    }
  }

  static void requireFinite(String name, double[] values) {
    if (values.length == 0) {
      throw new IllegalArgumentException(name + " is empty; at least one value is needed");
    }
    for (int i = 0; i < values.length; i++) {
      if (!Double.isFinite(values[i])) {
        throw new IllegalArgumentException(
            "index %d of %s is %s; a finite number is needed".formatted(i, name, values[i]));
      }
    }
  }

  /** Both arrays hold finite numbers and have the same length, which is not zero. */
  static void requirePair(String firstName, double[] first, String secondName, double[] second) {
    requireSameLength(firstName, first, secondName, second);
    requireFinite(firstName, first);
    requireFinite(secondName, second);
  }

  static void requireTriple(double[] truth, double[] lower, double[] upper) {
    requirePair("truth", truth, "lower", lower);
    requirePair("lower", lower, "upper", upper);
  }

  static void requireProbability(String name, double value) {
    if (!(value > 0 && value < 1)) {
      throw new IllegalArgumentException(
          "%s is %s; it must lie between 0 and 1, both excluded".formatted(name, value));
    }
  }

  static void requirePositive(String name, double value) {
    if (!(value > 0 && Double.isFinite(value))) {
      throw new IllegalArgumentException(
          "%s is %s; a finite number above 0 is needed".formatted(name, value));
    }
  }

  static void requireAtLeast(String name, int value, int least) {
    if (value < least) {
      throw new IllegalArgumentException(
          "%s is %d; it must be at least %d".formatted(name, value, least));
    }
  }
}
