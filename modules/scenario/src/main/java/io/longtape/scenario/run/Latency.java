package io.longtape.scenario.run;

import java.util.Arrays;
import java.util.function.IntConsumer;

/**
 * How long one call takes, over many calls one after the other.
 *
 * @param medianMicros the median, microseconds
 * @param p99Micros the 99th percentile, microseconds
 */
public record Latency(double medianMicros, double p99Micros) {

  /**
   * Measures a call after it has warmed up.
   *
   * @param warmup calls that are not counted
   * @param calls calls that are counted, at least 1
   * @param call the call; gets a number that counts up from 0
   * @return the latency
   * @throws IllegalArgumentException when {@code calls} is below 1
   */
  public static Latency measure(int warmup, int calls, IntConsumer call) {
    if (calls < 1) {
      throw new IllegalArgumentException("calls must be at least 1, but is " + calls);
    }
    for (int i = 0; i < warmup; i++) {
      call.accept(i);
    }
    double[] micros = new double[calls];
    for (int i = 0; i < calls; i++) {
      long start = System.nanoTime();
      call.accept(i);
      micros[i] = (System.nanoTime() - start) / 1e3;
    }
    Arrays.sort(micros);
    return new Latency(micros[calls / 2], micros[(int) Math.min(calls - 1L, calls * 99L / 100)]);
  }
}
