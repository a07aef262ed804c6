package io.longtape.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import io.longtape.Golden;
import io.longtape.TapeProgram;
import io.longtape.autodiff.GradientTape;
import io.longtape.losses.KerasLosses;
import io.longtape.losses.SampleWeights;
import io.longtape.weights.WeightValues;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;

/** Metrics against Keras after each of three batches, 1e-6 times the largest expected value. */
class KerasMetricsTest {

  @TestFactory
  Stream<DynamicTest> eagerlyAgreesWithKeras() {
    return Golden.cases("losses.json", "metrics").stream()
        .map(golden -> dynamicTest(golden.get("name").asText(), () -> check(golden, true)));
  }

  @TestFactory
  Stream<DynamicTest> inGraphAgreesWithKeras() {
    return Golden.cases("losses.json", "metrics").stream()
        .map(golden -> dynamicTest(golden.get("name").asText(), () -> check(golden, false)));
  }

  private static void check(JsonNode golden, boolean eagerly) {
    Metric metric = metric(golden.get("function").asText(), golden.get("config"));
    MetricAccumulator accumulator = MetricAccumulator.of(metric);
    float[] expected = Golden.value(golden.get("results")).data();
    for (int i = 0; i < expected.length; i++) {
      accumulator.add(statistics(metric, golden.get("batches").get(i), eagerly));
      assertThat(accumulator.result())
          .isCloseTo(expected[i], within(1e-6 * Math.max(1, Math.abs(expected[i]))));
    }
    assertThat(golden.get("keras").asText()).matches(metric.kerasName() + "(_\\d+)?");
  }

  private static float[] statistics(Metric metric, JsonNode batch, boolean eagerly) {
    List<WeightValues.Value> inputs = new ArrayList<>();
    for (String name : List.of("labels", "predictions", "weights", "mask")) {
      if (batch.has(name)) {
        inputs.add(Golden.value(batch.get(name)));
      }
    }
    TapeProgram program = (tape, fed) -> List.of(update(metric, batch, tape, fed));
    int freeAxes = inputs.get(1).shape().numDimensions() == 3 ? 2 : 1;
    return (eagerly ? program.eagerly(inputs) : program.inGraph(inputs, freeAxes)).get(0).data();
  }

  private static Operand<TFloat32> update(
      Metric metric, JsonNode batch, GradientTape tape, List<Operand<TFloat32>> fed) {
    Ops tf = tape.ops();
    Optional<Operand<TFloat32>> weights =
        batch.has("weights") ? Optional.of(fed.get(2)) : Optional.empty();
    Optional<Operand<TBool>> mask =
        batch.has("mask")
            ? Optional.of(tf.dtypes.cast(fed.get(fed.size() - 1), TBool.class))
            : Optional.empty();
    return metric.update(tf, fed.get(0), fed.get(1), SampleWeights.masked(tf, weights, mask));
  }

  private static Metric metric(String function, JsonNode config) {
    double threshold = config.path("threshold").asDouble(0.5);
    return switch (function) {
      case "accuracy" -> Accuracy.of();
      case "binaryAccuracy" -> BinaryAccuracy.of().withThreshold(threshold);
      case "categoricalAccuracy" -> CategoricalAccuracy.of();
      case "sparseCategoricalAccuracy" -> SparseCategoricalAccuracy.of();
      case "topKCategoricalAccuracy" -> TopKCategoricalAccuracy.of(config.get("k").asInt());
      case "sparseTopKCategoricalAccuracy" ->
          SparseTopKCategoricalAccuracy.of(config.get("k").asInt());
      case "rootMeanSquaredError" -> RootMeanSquaredError.of();
      case "precision" -> {
        Precision precision = Precision.of().withThreshold(threshold);
        yield config.has("classId")
            ? precision.withClassId(config.get("classId").asInt())
            : precision;
      }
      case "recall" -> {
        Recall recall = Recall.of().withThreshold(threshold);
        yield config.has("classId") ? recall.withClassId(config.get("classId").asInt()) : recall;
      }
      case "f1Score" -> {
        F1Score score =
            F1Score.of(
                F1Score.Average.valueOf(config.get("average").asText().toUpperCase(Locale.ROOT)),
                config.get("classes").asInt());
        yield config.has("threshold") ? score.withThreshold(threshold) : score;
      }
      case "auc" ->
          AUC.of()
              .withCurve(AUC.Curve.valueOf(config.path("curve").asText("ROC")))
              .withThresholds(config.path("thresholds").asInt(200))
              .withFromLogits(config.path("fromLogits").asBoolean(false));
      default -> LossMetric.of(KerasLosses.of(function, config));
    };
  }
}
