package io.longtape.scenario.report;

import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How to read a metric: its name for people and which values are good.
 *
 * @param key key in {@link Contestant#metrics()}, such as {@code "mae"}
 * @param label heading of its column, such as {@code "MAE"}
 * @param meaning one phrase that explains it
 * @param better which values are good
 * @param target the value aimed at when {@code better} is {@link Better#CLOSER}, otherwise null
 * @param percent whether the value is a share of 1 that people read in percent
 */
public record Measure(
    String key, String label, String meaning, Better better, Double target, boolean percent) {

  /** Which values of a metric are good. */
  public enum Better {
    /** An error or a cost. */
    LOWER,
    /** A share of right answers. */
    HIGHER,
    /** A value that should meet its target, such as the coverage of an interval. */
    CLOSER,
    /** A number that is neither good nor bad; no contestant is marked as the best. */
    NEITHER
  }

  private static final Pattern COVERAGE = Pattern.compile("coverage(\\d{1,2})");

  private static final List<Measure> KNOWN =
      List.of(
          lower("mae", "MAE", "mean absolute error"),
          lower("rmse", "RMSE", "root of the mean squared error"),
          lower("mse", "MSE", "mean squared error"),
          lower("smape", "sMAPE %", "symmetric mean absolute percentage error, 0 to 200"),
          lower(
              "mase",
              "MASE",
              "mean absolute error over that of the seasonal naive rule in training"),
          lower("pinball", "Pinball", "mean pinball loss over the quantiles"),
          higher("accuracy", "Accuracy", "share of right answers").inPercent(),
          higher("macroF1", "Macro F1", "mean F1 score of the classes"),
          higher("precision", "Precision", "share of alarms that were right").inPercent(),
          higher("recall", "Recall", "share of events that were found").inPercent(),
          higher("f1", "F1", "harmonic mean of precision and recall"));

  /**
   * Checks the parts.
   *
   * @param key key in {@link Contestant#metrics()}
   * @param label heading of its column
   * @param meaning one phrase that explains it
   * @param better which values are good
   * @param target the value aimed at
   * @param percent whether the value is a share of 1 that people read in percent
   * @throws IllegalArgumentException when a target is missing or in excess
   */
  public Measure {
    Objects.requireNonNull(key, "key");
    Objects.requireNonNull(label, "label");
    Objects.requireNonNull(meaning, "meaning");
    if ((Objects.requireNonNull(better, "better") == Better.CLOSER) != (target != null)) {
      throw new IllegalArgumentException(
          "measure '"
              + key
              + "': a target belongs to CLOSER and to nothing else; found "
              + better
              + " and "
              + target);
    }
  }

  /**
   * What is known of a metric. Known are {@code mae, rmse, mse, smape, mase, pinball}, {@code
   * coverageNN} (share of truths inside the NN % interval), {@code accuracy, macroF1, precision,
   * recall} and {@code f1}.
   *
   * @param key key in {@link Contestant#metrics()}
   * @return its measure; for an unknown key one that is labelled with the key and marks no best
   */
  public static Measure of(String key) {
    Matcher coverage = COVERAGE.matcher(key);
    if (coverage.matches()) {
      int percent = Integer.parseInt(coverage.group(1));
      return closer(
              key,
              "Coverage " + percent + " %",
              "share of true values inside the " + percent + " % interval",
              percent / 100.0)
          .inPercent();
    }
    return KNOWN.stream()
        .filter(measure -> measure.key.equals(key))
        .findFirst()
        .orElseGet(() -> new Measure(key, key, key, Better.NEITHER, null, false));
  }

  /**
   * A measure of error or cost.
   *
   * @param key key in {@link Contestant#metrics()}
   * @param label heading of its column
   * @param meaning one phrase that explains it
   * @return the measure
   */
  public static Measure lower(String key, String label, String meaning) {
    return new Measure(key, label, meaning, Better.LOWER, null, false);
  }

  /**
   * A measure of success.
   *
   * @param key key in {@link Contestant#metrics()}
   * @param label heading of its column
   * @param meaning one phrase that explains it
   * @return the measure
   */
  public static Measure higher(String key, String label, String meaning) {
    return new Measure(key, label, meaning, Better.HIGHER, null, false);
  }

  /**
   * A measure that should meet a target.
   *
   * @param key key in {@link Contestant#metrics()}
   * @param label heading of its column
   * @param meaning one phrase that explains it
   * @param target the value aimed at
   * @return the measure
   */
  public static Measure closer(String key, String label, String meaning, double target) {
    return new Measure(key, label, meaning, Better.CLOSER, target, false);
  }

  /**
   * The same measure, shown in percent: 0.812 as 81.2 %.
   *
   * @return the measure
   */
  public Measure inPercent() {
    return new Measure(key, label, meaning, better, target, true);
  }

  /** How far a value is from the best one imaginable, for ordering; smaller is better. */
  double badness(double value) {
    return switch (better) {
      case LOWER -> value;
      case HIGHER -> -value;
      case CLOSER -> Math.abs(value - target);
      case NEITHER -> 0;
    };
  }
}
