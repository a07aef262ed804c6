package io.longtape.evaluation.forecast;

import java.util.Optional;

/**
 * Positions of two quantile levels q and 1 - q, which bound an interval of nominal coverage 1 - 2q.
 */
record QuantilePair(int lower, int upper, double coverage) {
  private static final double TOLERANCE = 1e-9;

  /** The symmetric pair with the largest coverage, if the ascending levels hold any. */
  static Optional<QuantilePair> outermost(double[] levels) {
    for (int lower = 0; lower < levels.length; lower++) {
      for (int upper = levels.length - 1; upper > lower; upper--) {
        if (Math.abs(levels[lower] + levels[upper] - 1) < TOLERANCE) {
          return Optional.of(new QuantilePair(lower, upper, difference(levels, lower, upper)));
        }
      }
    }
    return Optional.empty();
  }

  /** Without the digits that binary fractions leave behind, as in 0.95 - 0.05. */
  private static double difference(double[] levels, int lower, int upper) {
    return Math.rint((levels[upper] - levels[lower]) * 1e9) / 1e9;
  }
}
