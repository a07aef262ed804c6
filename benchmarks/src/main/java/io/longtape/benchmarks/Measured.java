package io.longtape.benchmarks;

import java.util.Arrays;
import java.util.List;

/**
 * What was measured of one way to train.
 *
 * @param losses of the first steps
 * @param quartiles of a step's time in milliseconds, or of a ratio
 */
record Measured(List<Double> losses, Quartiles quartiles) {

  /**
   * A quarter, half and three quarters of the numbers are not above these.
   *
   * @param lower a quarter
   * @param median half
   * @param upper three quarters
   */
  record Quartiles(double lower, double median, double upper) {

    static Quartiles of(double[] numbers) {
      double[] sorted = numbers.clone();
      Arrays.sort(sorted);
      int last = sorted.length - 1;
      return new Quartiles(sorted[last / 4], sorted[last / 2], sorted[last * 3 / 4]);
    }
  }
}
