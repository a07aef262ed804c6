package io.longtape.losses;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.StreamSupport;

/** The losses that losses.py names. */
public final class KerasLosses {

  private KerasLosses() {}

  public static Loss of(String function, JsonNode config) {
    boolean logits = config.path("fromLogits").asBoolean(false);
    double smoothing = config.path("labelSmoothing").asDouble(0);
    return switch (function) {
      case "meanSquaredError" -> MeanSquaredError.of();
      case "meanAbsoluteError" -> MeanAbsoluteError.of();
      case "meanAbsolutePercentageError" -> MeanAbsolutePercentageError.of();
      case "logCosh" -> LogCosh.of();
      case "huber" -> Huber.of(config.get("delta").asDouble());
      case "pinball" ->
          PinballLoss.of(
              StreamSupport.stream(config.get("quantiles").spliterator(), false)
                  .mapToDouble(JsonNode::asDouble)
                  .toArray());
      case "binaryCrossentropy" ->
          BinaryCrossentropy.of().withFromLogits(logits).withLabelSmoothing(smoothing);
      case "categoricalCrossentropy" ->
          CategoricalCrossentropy.of().withFromLogits(logits).withLabelSmoothing(smoothing);
      case "sparseCategoricalCrossentropy" -> {
        SparseCategoricalCrossentropy loss =
            SparseCategoricalCrossentropy.of().withFromLogits(logits);
        yield config.has("ignoreClass")
            ? loss.withIgnoreClass(config.get("ignoreClass").asInt())
            : loss;
      }
      default -> throw new IllegalArgumentException(function);
    };
  }
}
