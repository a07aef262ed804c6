package io.longtape.keras.configs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.longtape.losses.BinaryCrossentropy;
import io.longtape.losses.CategoricalCrossentropy;
import io.longtape.losses.Huber;
import io.longtape.losses.LogCosh;
import io.longtape.losses.Loss;
import io.longtape.losses.MeanAbsoluteError;
import io.longtape.losses.MeanAbsolutePercentageError;
import io.longtape.losses.MeanSquaredError;
import io.longtape.losses.SparseCategoricalCrossentropy;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Losses from Keras's objects and names. */
final class LossReader {

  /** How losses become one: the mean over all of them, also called {@code auto} in Keras 2. */
  private static final Map<String, Boolean> REDUCTIONS = new LinkedHashMap<>();

  static {
    REDUCTIONS.put("sum_over_batch_size", true);
    REDUCTIONS.put("auto", true);
  }

  private LossReader() {}

  /**
   * Reads a loss.
   *
   * @param where its place, for messages
   */
  static Loss read(JsonNode json, String where) {
    Optional<String> function = FunctionName.of(json);
    KerasObject object =
        function.isPresent()
            ? new KerasObject(function.get(), "", JsonNodeFactory.instance.objectNode())
            : KerasObject.of(json, where);
    Arguments of =
        object.arguments("%s (%s)".formatted(where, KerasObject.shown(object.className())));
    of.ignore("name");
    of.choice("reduction", true, REDUCTIONS);
    DataType.requireFloat32(of);
    try {
      Loss loss =
          loss(object.className(), of)
              .orElseThrow(() -> Failure.of(of.where() + ": there is no such loss here"));
      of.requireAllRead();
      return loss;
    } catch (IllegalArgumentException e) {
      throw Failure.of(of.where() + ": " + e.getMessage(), e);
    }
  }

  /** The loss of a class, a function or a short name, empty for an unknown one. */
  static Optional<Loss> loss(String kind, Arguments of) {
    return switch (kind) {
      case "MeanSquaredError", "mean_squared_error", "mse", "MSE" ->
          Optional.of(MeanSquaredError.of());
      case "MeanAbsoluteError", "mean_absolute_error", "mae", "MAE" ->
          Optional.of(MeanAbsoluteError.of());
      case "MeanAbsolutePercentageError", "mean_absolute_percentage_error", "mape", "MAPE" ->
          Optional.of(MeanAbsolutePercentageError.of());
      case "Huber", "huber", "huber_loss" -> Optional.of(Huber.of(of.number("delta", 1)));
      case "LogCosh", "log_cosh", "logcosh" -> Optional.of(LogCosh.of());
      case "BinaryCrossentropy", "binary_crossentropy", "bce", "BCE" -> {
        of.requireLastAxis("axis");
        yield Optional.of(
            new BinaryCrossentropy(of.flag("from_logits", false), of.number("label_smoothing", 0)));
      }
      case "CategoricalCrossentropy", "categorical_crossentropy" -> {
        of.requireLastAxis("axis");
        yield Optional.of(
            new CategoricalCrossentropy(
                of.flag("from_logits", false), of.number("label_smoothing", 0)));
      }
      case "SparseCategoricalCrossentropy", "sparse_categorical_crossentropy" -> {
        of.requireLastAxis("axis");
        OptionalInt ignored =
            of.has("ignore_class")
                ? OptionalInt.of(
                    (int) of.whole("ignore_class", Integer.MIN_VALUE, Integer.MAX_VALUE))
                : OptionalInt.empty();
        yield Optional.of(
            new SparseCategoricalCrossentropy(of.flag("from_logits", false), ignored));
      }
      default -> Optional.empty();
    };
  }
}
