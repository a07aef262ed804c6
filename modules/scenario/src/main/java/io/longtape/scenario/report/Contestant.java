package io.longtape.scenario.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * One method of a comparison and how it did. Values that are not finite are left out, or null
 * inside {@code byHorizon}; optional parts that do not apply are null.
 *
 * @param id short name, unique in its report, such as {@code "lstm"} or {@code "seasonal-naive-7"}
 * @param kind the part it plays
 * @param description what it is, in one phrase
 * @param parameters number of trained parameters; null for rules
 * @param trainSeconds wall-clock time of training in seconds; null for what is not trained
 * @param predictMicros median time of one prediction in microseconds; null when not measured
 * @param predictMicrosP99 99th percentile of the same; null when not measured
 * @param metrics scores on the test part in the data's own units, in the order to show them; the
 *     keys are those of {@link Measure}
 * @param scaledMetrics {@code mse} and {@code mae} of the series z-scored with mean and standard
 *     deviation of the training part; null where it does not apply
 * @param byHorizon mean absolute error of each forecast step, the first step first; null where it
 *     does not apply
 * @param history learning curve; null for what is not trained
 */
public record Contestant(
    String id,
    Kind kind,
    String description,
    Long parameters,
    Double trainSeconds,
    Double predictMicros,
    Double predictMicrosP99,
    Map<String, Double> metrics,
    Map<String, Double> scaledMetrics,
    List<Double> byHorizon,
    History history) {

  /**
   * Copies maps and lists and drops what is not finite.
   *
   * @param id short name, unique in its report
   * @param kind the part it plays
   * @param description what it is, in one phrase
   * @param parameters number of trained parameters
   * @param trainSeconds wall-clock time of training in seconds
   * @param predictMicros median time of one prediction in microseconds
   * @param predictMicrosP99 99th percentile of the same
   * @param metrics scores on the test part in the data's own units
   * @param scaledMetrics {@code mse} and {@code mae}
   * @param byHorizon mean absolute error of each forecast step
   * @param history learning curve
   * @throws IllegalArgumentException when {@code id} is blank
   */
  public Contestant {
    if (Objects.requireNonNull(id, "id").isBlank()) {
      throw new IllegalArgumentException("a contestant's id is blank; it must be a short name");
    }
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(description, "description");
    trainSeconds = Finite.orNull(trainSeconds);
    predictMicros = Finite.orNull(predictMicros);
    predictMicrosP99 = Finite.orNull(predictMicrosP99);
    metrics = Finite.map(metrics);
    scaledMetrics = scaledMetrics == null ? null : Finite.map(scaledMetrics);
    byHorizon = byHorizon == null ? null : Finite.list(byHorizon);
  }

  /**
   * Starts a contestant; everything that is not given here is optional.
   *
   * @param id short name, unique in its report
   * @param kind the part it plays
   * @param description what it is, in one phrase
   * @param metrics scores on the test part, in the order to show them
   * @return a builder
   */
  public static Builder of(String id, Kind kind, String description, Map<String, Double> metrics) {
    return new Builder(id, kind, description, metrics);
  }

  /** Collects a contestant's optional parts. */
  public static final class Builder {
    private final String id;
    private final Kind kind;
    private final String description;
    private final Map<String, Double> metrics;
    private Long parameters;
    private Double trainSeconds;
    private Double predictMicros;
    private Double predictMicrosP99;
    private Map<String, Double> scaledMetrics;
    private List<Double> byHorizon;
    private History history;

    private Builder(String id, Kind kind, String description, Map<String, Double> metrics) {
      this.id = id;
      this.kind = kind;
      this.description = description;
      this.metrics = metrics;
    }

    /**
     * Adds the size of a model.
     *
     * @param count number of trained parameters
     * @return this
     */
    public Builder parameters(long count) {
      parameters = count;
      return this;
    }

    /**
     * Adds the time of training.
     *
     * @param seconds wall-clock time in seconds
     * @return this
     */
    public Builder trainSeconds(double seconds) {
      trainSeconds = seconds;
      return this;
    }

    /**
     * Adds the time of one prediction.
     *
     * @param median median in microseconds
     * @param p99 99th percentile in microseconds
     * @return this
     */
    public Builder predictMicros(double median, double p99) {
      predictMicros = median;
      predictMicrosP99 = p99;
      return this;
    }

    /**
     * Adds the errors of the z-scored series.
     *
     * @param mse mean squared error
     * @param mae mean absolute error
     * @return this
     */
    public Builder scaledMetrics(double mse, double mae) {
      scaledMetrics = new LinkedHashMap<>();
      scaledMetrics.put("mse", mse);
      scaledMetrics.put("mae", mae);
      return this;
    }

    /**
     * Adds the error of each forecast step.
     *
     * @param maes mean absolute errors, {@code [horizon]}, the first step first
     * @return this
     */
    public Builder byHorizon(double... maes) {
      byHorizon = Finite.list(maes);
      return this;
    }

    /**
     * Adds the learning curve.
     *
     * @param curve what each epoch ended with
     * @return this
     */
    public Builder history(History curve) {
      history = curve;
      return this;
    }

    /**
     * Makes the contestant.
     *
     * @return the contestant
     */
    public Contestant build() {
      return new Contestant(
          id,
          kind,
          description,
          parameters,
          trainSeconds,
          predictMicros,
          predictMicrosP99,
          metrics,
          scaledMetrics,
          byHorizon,
          history);
    }
  }
}
