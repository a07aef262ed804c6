package io.longtape.callbacks;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * A metric that a callback watches: Keras's {@code MonitorCallback}.
 *
 * @param owner the callback's name, for messages
 * @param metric the metric's name in the logs
 * @param mode which way is better
 * @param minDelta a smaller change is no improvement, not negative
 */
record Monitor(String owner, String metric, Mode mode, double minDelta) {

  private static final List<String> LESS =
      List.of(
          "loss",
          "error",
          "crossentropy",
          "hinge",
          "kl_divergence",
          "poisson",
          "logcosh",
          "mse",
          "mae",
          "mape",
          "msle",
          "rmse");
  private static final List<String> MORE =
      List.of(
          "accuracy",
          "acc",
          "precision",
          "recall",
          "auc",
          "f1_score",
          "fbeta_score",
          "r2_score",
          "cosine_similarity",
          "correlation",
          "io_u",
          "iou");

  Monitor {
    requireNonNull(metric, "metric");
    requireNonNull(mode, "mode");
  }

  static Monitor of(String owner, double minDelta) {
    return new Monitor(owner, "val_loss", Mode.AUTO, minDelta);
  }

  Monitor withMetric(String newMetric) {
    return new Monitor(owner, newMetric, mode, minDelta);
  }

  Monitor withMode(Mode newMode) {
    return new Monitor(owner, metric, newMode, minDelta);
  }

  /** As in Keras the sign does not matter. */
  Monitor withMinDelta(double newMinDelta) {
    return new Monitor(owner, metric, mode, Math.abs(newMinDelta));
  }

  /** Refuses {@link Mode#AUTO} where the name does not tell, before an epoch is spent. */
  void requireDirection() {
    increasing();
  }

  /** Whether more is better; refuses {@link Mode#AUTO} where the name does not tell. */
  boolean increasing() {
    if (mode != Mode.AUTO) {
      return mode == Mode.MAX;
    }
    String name = metric.replaceFirst("^val_", "").replaceFirst("_\\d+$", "");
    if (isOrEndsWith(name, MORE)) {
      return true;
    }
    if (isOrEndsWith(name, LESS)) {
      return false;
    }
    throw new IllegalStateException(
        "%s cannot tell by the name '%s' whether more or less is better; use withMode(Mode.MAX) or withMode(Mode.MIN)"
            .formatted(owner, metric));
  }

  double value(Map<String, Double> logs) {
    Double value = logs.get(metric);
    if (value == null) {
      throw new IllegalStateException(
          "%s watches '%s', but there is no such metric; there are: %s%s"
              .formatted(
                  owner,
                  metric,
                  String.join(", ", logs.keySet()),
                  metric.startsWith("val_") ? "; names with val_ need validation data" : ""));
    }
    return value;
  }

  /** Compares in float32, as Keras's backend does: values that are equal there are no progress. */
  boolean improves(double value, OptionalDouble reference) {
    if (reference.isEmpty()) {
      return true;
    }
    float other = (float) reference.getAsDouble();
    return increasing() ? (float) (value - minDelta) > other : (float) (value + minDelta) < other;
  }

  private static boolean isOrEndsWith(String name, List<String> known) {
    return known.stream().anyMatch(end -> name.equals(end) || name.endsWith("_" + end));
  }
}
