package io.longtape.keras.configs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.longtape.losses.Loss;
import io.longtape.metrics.AUC;
import io.longtape.metrics.Accuracy;
import io.longtape.metrics.BinaryAccuracy;
import io.longtape.metrics.CategoricalAccuracy;
import io.longtape.metrics.F1Score;
import io.longtape.metrics.LossMetric;
import io.longtape.metrics.Metric;
import io.longtape.metrics.Precision;
import io.longtape.metrics.Recall;
import io.longtape.metrics.RootMeanSquaredError;
import io.longtape.metrics.SparseCategoricalAccuracy;
import io.longtape.metrics.SparseTopKCategoricalAccuracy;
import io.longtape.metrics.TopKCategoricalAccuracy;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.IntSupplier;

/**
 * Metrics of one output from Keras's objects and names.
 *
 * @param classes the size of the output's last axis
 */
record MetricReader(IntSupplier classes) {

  private static final Map<String, AUC.Curve> CURVES = new LinkedHashMap<>();
  private static final Map<String, F1Score.Average> AVERAGES = new LinkedHashMap<>();
  private static final int TOP = 5;

  static {
    CURVES.put("ROC", AUC.Curve.ROC);
    CURVES.put("PR", AUC.Curve.PR);
    AVERAGES.put("micro", F1Score.Average.MICRO);
    AVERAGES.put("macro", F1Score.Average.MACRO);
    AVERAGES.put("weighted", F1Score.Average.WEIGHTED);
  }

  /**
   * Reads a metric.
   *
   * @param where its place, for messages
   */
  Metric read(JsonNode json, String where) {
    Optional<String> function = FunctionName.of(json);
    if (function.isPresent()) {
      Arguments none =
          Arguments.of(
              JsonNodeFactory.instance.objectNode(),
              "%s (%s)".formatted(where, KerasObject.shown(function.get())));
      return named(byName(function.get(), none), function.get());
    }
    KerasObject object = KerasObject.of(json, where);
    Arguments of =
        object.arguments("%s (%s)".formatted(where, KerasObject.shown(object.className())));
    DataType.requireFloat32(of);
    if (object.className().equals("Accuracy")) {
      throw Failure.of(
          of.where() + ": equal numbers are not counted here; 'accuracy' by name is supported");
    }
    try {
      Metric metric = byName(object.className(), of);
      Metric named = of.has("name") ? named(metric, of.text("name")) : metric;
      of.requireAllRead();
      return named;
    } catch (IllegalArgumentException e) {
      throw Failure.of(of.where() + ": " + e.getMessage(), e);
    }
  }

  private static Metric named(Metric metric, String name) {
    return metric.kerasName().equals(name) ? metric : metric.withName(name);
  }

  private Metric byName(String kind, Arguments of) {
    return switch (kind.toLowerCase(Locale.ROOT)) {
      case "accuracy", "acc" -> Accuracy.of();
      default ->
          metric(kind, of)
              .or(() -> loss(kind, of).map(LossMetric::of))
              .orElseThrow(() -> Failure.of(of.where() + ": there is no such metric here"));
    };
  }

  private static Optional<Loss> loss(String kind, Arguments of) {
    return switch (kind) {
      case "LogCoshError", "log_cosh_error" -> LossReader.loss("LogCosh", of);
      case "huber_loss", "logcosh", "Huber", "LogCosh" -> Optional.empty();
      default -> LossReader.loss(kind, of);
    };
  }

  private Optional<Metric> metric(String kind, Arguments of) {
    return Optional.ofNullable(
        switch (kind) {
          case "BinaryAccuracy", "binary_accuracy" ->
              new BinaryAccuracy(of.number("threshold", 0.5));
          case "CategoricalAccuracy", "categorical_accuracy" -> CategoricalAccuracy.of();
          case "SparseCategoricalAccuracy", "sparse_categorical_accuracy" ->
              SparseCategoricalAccuracy.of();
          case "TopKCategoricalAccuracy", "top_k_categorical_accuracy" ->
              TopKCategoricalAccuracy.of(top(of));
          case "SparseTopKCategoricalAccuracy", "sparse_top_k_categorical_accuracy" ->
              SparseTopKCategoricalAccuracy.of(top(of));
          case "RootMeanSquaredError", "root_mean_squared_error" -> RootMeanSquaredError.of();
          case "Precision", "precision" -> new Precision(threshold(of), classId(of));
          case "Recall", "recall" -> new Recall(threshold(of), classId(of));
          case "AUC", "auc" -> auc(of);
          case "F1Score", "f1_score" -> f1Score(of);
          default -> null;
        });
  }

  private static int top(Arguments of) {
    return of.has("k") ? of.positive("k") : TOP;
  }

  private static double threshold(Arguments of) {
    of.requireNull("top_k");
    if (!of.has("thresholds")) {
      return 0.5;
    }
    if (of.node("thresholds").isNumber()) {
      return of.number("thresholds");
    }
    double[] all = of.numbers("thresholds");
    if (all.length != 1) {
      throw of.wrong("thresholds", "only one is supported");
    }
    return all[0];
  }

  private static OptionalInt classId(Arguments of) {
    return of.has("class_id")
        ? OptionalInt.of((int) of.whole("class_id", 0, Integer.MAX_VALUE))
        : OptionalInt.empty();
  }

  private static AUC auc(Arguments of) {
    of.requireOnly("summation_method", "interpolation");
    of.requireFalse("multi_label");
    of.requireNull("num_labels", "label_weights", "thresholds");
    int thresholds =
        of.has("num_thresholds") ? (int) of.whole("num_thresholds", 2, 1_000_000) : 200;
    return new AUC(
        of.choice("curve", AUC.Curve.ROC, CURVES), thresholds, of.flag("from_logits", false));
  }

  private F1Score f1Score(Arguments of) {
    if (!of.has("average")) {
      throw of.wrong("average", "a number for each class is not supported; average them");
    }
    OptionalDouble threshold =
        of.has("threshold") ? OptionalDouble.of(of.number("threshold")) : OptionalDouble.empty();
    return new F1Score(
        of.choice("average", F1Score.Average.MICRO, AVERAGES), classes.getAsInt(), threshold);
  }
}
