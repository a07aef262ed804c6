package io.longtape.scenario.report;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Objects;

/**
 * One model against one other contestant on one metric: a loss is recorded like a win.
 *
 * @param model id of the model
 * @param against id of the other contestant
 * @param metric key of the metric
 * @param value the model's value
 * @param reference the other's value
 * @param change {@code (value - reference) / |reference|}: -0.25 is a quarter less; null when the
 *     reference is 0
 * @param outcome how it ended for the model
 */
public record Verdict(
    String model,
    String against,
    String metric,
    double value,
    double reference,
    Double change,
    Outcome outcome) {

  /** Differences of at most this share of the reference count as a tie. */
  public static final double TIE = 0.01;

  /** How a comparison ended for the model. In JSON the names are in lower case. */
  public enum Outcome {
    /** The model is better by more than {@link #TIE}. */
    @JsonProperty("won")
    WON,
    /** The two are within {@link #TIE} of each other. */
    @JsonProperty("tied")
    TIED,
    /** The model is worse by more than {@link #TIE}. */
    @JsonProperty("lost")
    LOST
  }

  /**
   * Checks the parts.
   *
   * @param model id of the model
   * @param against id of the other contestant
   * @param metric key of the metric
   * @param value the model's value
   * @param reference the other's value
   * @param change {@code (value - reference) / |reference|}
   * @param outcome how it ended for the model
   */
  public Verdict {
    Objects.requireNonNull(model, "model");
    Objects.requireNonNull(against, "against");
    Objects.requireNonNull(metric, "metric");
    Objects.requireNonNull(outcome, "outcome");
    change = Finite.orNull(change);
  }

  /**
   * Compares two contestants.
   *
   * @param model the model
   * @param against the other contestant
   * @param measure the measure to compare by; lower or higher must be better
   * @return the verdict
   * @throws IllegalArgumentException when one of them lacks the metric, or when the measure has no
   *     direction
   */
  public static Verdict of(Contestant model, Contestant against, Measure measure) {
    if (measure.better() != Measure.Better.LOWER && measure.better() != Measure.Better.HIGHER) {
      throw new IllegalArgumentException(
          "measure '"
              + measure.key()
              + "' has no direction: a verdict needs LOWER or HIGHER, found "
              + measure.better());
    }
    double value = metric(model, measure.key());
    double reference = metric(against, measure.key());
    double gain = measure.badness(reference) - measure.badness(value);
    Outcome outcome =
        Math.abs(gain) <= TIE * Math.abs(reference)
            ? Outcome.TIED
            : gain > 0 ? Outcome.WON : Outcome.LOST;
    return new Verdict(
        model.id(),
        against.id(),
        measure.key(),
        value,
        reference,
        (value - reference) / Math.abs(reference),
        outcome);
  }

  private static double metric(Contestant contestant, String key) {
    Double value = contestant.metrics().get(key);
    if (value == null) {
      throw new IllegalArgumentException(
          "contestant '"
              + contestant.id()
              + "' has no metric '"
              + key
              + "'; it has: "
              + String.join(", ", contestant.metrics().keySet()));
    }
    return value;
  }
}
