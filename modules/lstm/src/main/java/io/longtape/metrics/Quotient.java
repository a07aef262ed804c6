package io.longtape.metrics;

/** Keras's divide_no_nan. */
final class Quotient {

  private Quotient() {}

  /** The quotient, or 0 where there would be none. */
  static double of(double dividend, double divisor) {
    return divisor == 0 ? 0 : dividend / divisor;
  }
}
