package io.longtape.metrics;

/** The sums of a metric's statistics over the batches of an epoch. */
public final class MetricAccumulator {

  private final Metric metric;
  private final double[] sums;

  private MetricAccumulator(Metric metric) {
    this.metric = metric;
    this.sums = new double[metric.statistics()];
  }

  /**
   * An empty accumulator.
   *
   * @param metric whose statistics it sums
   * @return the accumulator
   */
  public static MetricAccumulator of(Metric metric) {
    return new MetricAccumulator(metric);
  }

  /**
   * The metric.
   *
   * @return whose statistics these are
   */
  public Metric metric() {
    return metric;
  }

  /**
   * Adds a batch.
   *
   * @param statistics what {@link Metric#update} gave
   * @throws IllegalArgumentException when there are more or fewer than the metric has
   */
  public void add(float... statistics) {
    requireLength(statistics.length);
    for (int i = 0; i < sums.length; i++) {
      sums[i] += statistics[i];
    }
  }

  /**
   * The metric of the batches so far.
   *
   * @return the number; without batches what Keras gives, mostly 0
   */
  public double result() {
    return metric.result(sums.clone());
  }

  /** Forgets all batches. */
  public void reset() {
    restore(new double[sums.length]);
  }

  /**
   * The sums, for a checkpoint.
   *
   * @return a copy
   */
  public double[] state() {
    return sums.clone();
  }

  /**
   * Goes on from a checkpoint.
   *
   * @param state what {@link #state} gave
   * @throws IllegalArgumentException when it is that of a metric with more or fewer statistics
   */
  public void restore(double... state) {
    requireLength(state.length);
    System.arraycopy(state, 0, sums, 0, sums.length);
  }

  private void requireLength(int length) {
    if (length != sums.length) {
      throw new IllegalArgumentException(
          "metric '%s' has %d statistics, but was given %d"
              .formatted(metric.kerasName(), sums.length, length));
    }
  }
}
