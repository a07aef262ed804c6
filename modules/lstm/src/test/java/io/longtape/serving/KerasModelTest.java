package io.longtape.serving;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.longtape.Golden;
import io.longtape.layers.Dense;
import io.longtape.layers.LSTM;
import io.longtape.layers.Pass;
import io.longtape.layers.WeightValues;
import io.longtape.training.InputSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;

/** The stacked forecaster that models/make_models.py made with Keras, within 1e-6 of Python. */
class KerasModelTest {

  private static final Path MODEL = Path.of("../../models/stacked-forecaster");

  private static JsonNode golden;
  private static WeightValues.Value input;

  @BeforeAll
  static void read() throws IOException {
    golden = new ObjectMapper().readTree(MODEL.resolve("golden.json").toFile());
    input = Golden.value(golden.get("input"));
  }

  @Test
  void theExportedModelGivesWhatPythonGave() {
    try (SavedModel model = SavedModel.load(MODEL.resolve("saved_model"))) {
      assertThat(model.inputShape("past")).isEqualTo(Shape.of(28, 4));
      assertGolden(model);
    }
  }

  @Test
  void itsBatchIsFree() {
    try (SavedModel model = SavedModel.load(MODEL.resolve("saved_model"))) {
      double[] all = model.call(Map.of("past", doubles(input)), 3, "output_0");
      double[] last = new double[28 * 4];
      System.arraycopy(doubles(input), 2 * last.length, last, 0, last.length);
      assertThat(model.call(Map.of("past", last), 1, "output_0"))
          .usingComparatorWithPrecision(1e-6)
          .containsExactly(all[14], all[15], all[16], all[17], all[18], all[19], all[20]);
    }
  }

  @Test
  void ourLayersWithItsWeightsGiveTheSame() {
    WeightValues weights = Golden.weights(golden.get("weights"));
    Map<String, InputSpec> inputs = Map.of("past", new InputSpec(Shape.of(28, 4), TFloat32.class));
    try (InferenceGraph graph = InferenceGraph.of(inputs, KerasModelTest::network, weights)) {
      assertGolden(graph);
    }
    // 4*(4+16)*16 + 64, 4*(16+16)*16 + 64 and 16*7 + 7.
    assertThat(weights.parameters()).isEqualTo(1344 + 2112 + 119);
    assertThat(weights.names())
        .isEqualTo(
            Set.of(
                "lstm/lstm_cell/kernel",
                "lstm/lstm_cell/recurrent_kernel",
                "lstm/lstm_cell/bias",
                "lstm_1/lstm_cell/kernel",
                "lstm_1/lstm_cell/recurrent_kernel",
                "lstm_1/lstm_cell/bias",
                "dense/kernel",
                "dense/bias"));
  }

  private static Map<String, Operand<?>> network(Pass pass, Map<String, Operand<?>> inputs) {
    Operand<TFloat32> past = inputs.get("past").asOutput().expect(TFloat32.class);
    Operand<TFloat32> sequence = LSTM.of("lstm", 16).withReturnSequences().call(pass, past);
    Operand<TFloat32> memory = LSTM.of("lstm_1", 16).call(pass, sequence);
    return Map.of("output_0", Dense.of("dense", 7).call(pass, memory));
  }

  private static void assertGolden(Servable servable) {
    double[] found = servable.call(Map.of("past", doubles(input)), 3, "output_0");
    assertThat(found)
        .usingComparatorWithPrecision(1e-6)
        .containsExactly(doubles(Golden.value(golden.get("output"))));
  }

  private static double[] doubles(WeightValues.Value value) {
    double[] wide = new double[value.data().length];
    for (int i = 0; i < wide.length; i++) {
      wide[i] = value.data()[i];
    }
    return wide;
  }
}
