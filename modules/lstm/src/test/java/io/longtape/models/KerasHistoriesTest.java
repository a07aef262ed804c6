package io.longtape.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.longtape.Golden;
import io.longtape.activations.KerasActivation;
import io.longtape.datasets.ArrayExamples;
import io.longtape.datasets.Slot;
import io.longtape.layers.Concatenate;
import io.longtape.layers.Dense;
import io.longtape.layers.Embedding;
import io.longtape.layers.Input;
import io.longtape.layers.SymbolicTensor;
import io.longtape.layers.recurrent.GRU;
import io.longtape.layers.recurrent.LSTM;
import io.longtape.losses.BinaryCrossentropy;
import io.longtape.losses.MeanAbsoluteError;
import io.longtape.losses.MeanSquaredError;
import io.longtape.losses.SparseCategoricalCrossentropy;
import io.longtape.metrics.BinaryAccuracy;
import io.longtape.metrics.LossMetric;
import io.longtape.metrics.SparseCategoricalAccuracy;
import io.longtape.networks.Functional;
import io.longtape.networks.Network;
import io.longtape.networks.Sequential;
import io.longtape.optimizers.Adam;
import io.longtape.optimizers.SGD;
import io.longtape.weights.WeightValues;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.ndarray.Shape;

/** The numbers of {@code src/test/python/histories.py}, both ways of running. */
class KerasHistoriesTest {

  private static final double TOLERANCE = 1e-5;

  private static final int[][] IDS = {
    {1, 2, 3, 0}, {4, 5, 0, 0}, {6, 7, 8, 1}, {2, 0, 0, 0}, {3, 3, 1, 2}
  };
  private static final int[][] TAGS = {
    {0, 1, 2, 0}, {1, 1, 0, 0}, {2, 0, 1, 1}, {2, 2, 2, 2}, {0, 1, 0, 1}
  };
  private static final float[][] STEP_WEIGHTS = {
    {1, 0.5f, 2, 1}, {1, 1, 1, 1}, {0.25f, 1, 3, 1}, {1, 0, 1, 2}, {1, 1, 1, 0.5f}
  };
  private static final float[] LEVEL_WEIGHTS = {1, 2, 0, 0.5f, 1};
  private static final float[] UP_WEIGHTS = {1, 1, 1, 1, 3};

  /** Numbers that any language makes alike. */
  private static float[] pattern(int number, long size) {
    float[] pattern = new float[(int) size];
    for (int i = 0; i < size; i++) {
      pattern[i] = (float) (((i * 7 + number * 13) % 23 - 11) / 15.0);
    }
    return pattern;
  }

  private static float[][] rows(int number, int rows, int size) {
    float[] pattern = pattern(number, (long) rows * size);
    float[][] result = new float[rows][size];
    for (int i = 0; i < pattern.length; i++) {
      result[i / size][i % size] = pattern[i];
    }
    return result;
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aTagger(boolean eagerly) {
    ArrayExamples data = ArrayExamples.of(IDS, TAGS);
    check("tagger", taggerNetwork(), taggerOptions(), data, eagerly);
    check(
        "tagger with weights of steps",
        taggerNetwork(),
        taggerOptions(),
        data.with(Slot.SAMPLE_WEIGHT, STEP_WEIGHTS),
        eagerly);
  }

  private static Network taggerNetwork() {
    return Sequential.of(
        Input.ints(4).withName("ids"),
        Embedding.of(9, 3).withMaskZero(true).withName("embedding"),
        LSTM.of(3).withReturnSequences(true).withName("lstm"),
        Dense.of(3).withActivation(KerasActivation.SOFTMAX).withName("tag"));
  }

  private static CompileOptions taggerOptions() {
    return CompileOptions.of(SGD.of(0.1).withMomentum(0.9), SparseCategoricalCrossentropy.of())
        .withMetrics(
            SparseCategoricalAccuracy.of(), LossMetric.of(SparseCategoricalCrossentropy.of()))
        .withWeightedMetrics(SparseCategoricalAccuracy.of());
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void severalOutputs(boolean eagerly) {
    ArrayExamples data =
        ArrayExamples.ofInput("past", sequences())
            .with(Slot.input("known"), rows(2, 5, 2))
            .with(Slot.target("level"), rows(3, 5, 1))
            .with(Slot.target("up"), new float[] {1, 0, 1, 1, 0});
    check("two outputs", twoOutputsNetwork(), twoOutputsOptions(), data, eagerly);
    check(
        "two outputs with weights of samples",
        twoOutputsNetwork(),
        twoOutputsOptions(),
        data.with(Slot.sampleWeight("level"), LEVEL_WEIGHTS)
            .with(Slot.sampleWeight("up"), UP_WEIGHTS),
        eagerly);
  }

  private static float[][][] sequences() {
    float[][] steps = rows(1, 15, 2);
    float[][][] sequences = new float[5][][];
    for (int i = 0; i < 5; i++) {
      sequences[i] = new float[][] {steps[3 * i], steps[3 * i + 1], steps[3 * i + 2]};
    }
    return sequences;
  }

  private static Network twoOutputsNetwork() {
    Input past = Input.of(3, 2).withName("past");
    Input known = Input.of(2).withName("known");
    SymbolicTensor memory = GRU.of(3).withName("gru").apply(past);
    SymbolicTensor both = Concatenate.of().apply(memory, known);
    return Functional.of(
        List.of(past, known),
        List.of(
            Dense.of(1).withName("level").apply(both),
            Dense.of(1).withName("up").withActivation(KerasActivation.SIGMOID).apply(memory)));
  }

  private static CompileOptions twoOutputsOptions() {
    return CompileOptions.of(
            Adam.of(0.01), Map.of("level", MeanSquaredError.of(), "up", BinaryCrossentropy.of()))
        .withLossWeights(Map.of("level", 0.7, "up", 0.3))
        .withMetrics("level", LossMetric.of(MeanAbsoluteError.of()))
        .withMetrics("up", BinaryAccuracy.of())
        .withWeightedMetrics("level", LossMetric.of(MeanAbsoluteError.of()));
  }

  private static void check(
      String name, Network network, CompileOptions options, ArrayExamples data, boolean eagerly) {
    JsonNode golden =
        Golden.cases("histories.json", "cases").stream()
            .filter(one -> one.get("name").asText().equals(name))
            .findFirst()
            .orElseThrow();
    try (Model model = Model.of(network, 1)) {
      model.compile(options.withRunEagerly(eagerly));
      start(model, golden.get("weights"));
      History history = model.fit(data, FitOptions.of(2).withBatchSize(2).withShuffle(false));
      for (int i = 0; i < 2; i++) {
        Map<String, Double> logs = new LinkedHashMap<>(history.epochs().get(i).logs());
        logs.remove("learning_rate");
        assertThat(logs).hasSize(golden.get("history").size());
        int epoch = i;
        logs.forEach(
            (log, value) ->
                assertClose(name + ", " + log, value, golden.get("history").get(log).get(epoch)));
      }
      Map<String, Double> evaluated = model.evaluate(data, 3);
      assertThat(evaluated).hasSize(golden.get("evaluate").size());
      evaluated.forEach(
          (log, value) -> assertClose(name + ", " + log, value, golden.get("evaluate").get(log)));
      WeightValues weights = model.weights();
      for (String weight : weights.names()) {
        float[] found = weights.get(weight).data();
        for (int i = 0; i < found.length; i++) {
          assertClose(weight, found[i], golden.get("weights").get(weight).get(i));
        }
      }
    }
  }

  /** Each weight has the pattern of its place among Keras's. */
  private static void start(Model model, JsonNode weights) {
    Map<String, WeightValues.Value> values = new LinkedHashMap<>();
    WeightValues own = model.weights();
    assertThat(own.names()).hasSize(weights.size());
    weights
        .fieldNames()
        .forEachRemaining(
            path -> {
              Shape shape = own.get(path).shape();
              float[] pattern = pattern(values.size(), shape.size());
              values.put(path, new WeightValues.Value(shape, pattern));
            });
    model.setWeights(new WeightValues(values));
  }

  private static void assertClose(String what, double found, JsonNode expected) {
    assertThat(expected).as(what).isNotNull();
    double number = expected.asDouble();
    assertThat(found).as(what).isCloseTo(number, within(TOLERANCE * Math.max(1, Math.abs(number))));
  }
}
