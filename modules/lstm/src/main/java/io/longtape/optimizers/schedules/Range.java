package io.longtape.optimizers.schedules;

/** What the arguments of schedules may be. */
final class Range {

  private Range() {}

  static void positive(String name, double value) {
    if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(name + " must be above 0, but is " + value);
    }
  }

  static void notNegative(String name, double value) {
    if (!(value >= 0 && value < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(name + " must be at least 0, but is " + value);
    }
  }

  static void steps(String name, long value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + " must be above 0, but is " + value);
    }
  }
}
