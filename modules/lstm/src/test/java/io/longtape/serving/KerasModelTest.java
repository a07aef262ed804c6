package io.longtape.serving;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.longtape.Golden;
import io.longtape.layers.Dense;
import io.longtape.layers.Input;
import io.longtape.layers.recurrent.LSTM;
import io.longtape.networks.Sequential;
import io.longtape.weights.WeightValues;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.Shape;

/** The stacked forecaster that models/make_models.py made with Keras, within 1e-6 of Python. */
class KerasModelTest {

  private static final Path MODEL = Path.of("../../models/stacked-forecaster");

  private static JsonNode golden;
  private static WeightValues.Value input;

  @BeforeAll
  static void read() throws IOException {
    golden = new ObjectMapper().readTree(MODEL.resolve("golden.json").toFile());
    input = Golden.value(golden.at("/calls/0/inputs/past"));
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
    Sequential network =
        Sequential.of(
            Input.of(28, 4).withName("past"),
            LSTM.of(16).withReturnSequences(true),
            LSTM.of(16),
            Dense.of(7).withName("output_0"));
    WeightValues named = renamed(weights, "dense/", "output_0/");
    try (InferenceGraph graph = ExportArchive.of(network, named).build()) {
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

  private static WeightValues renamed(WeightValues weights, String from, String to) {
    Map<String, WeightValues.Value> values = new LinkedHashMap<>();
    weights.names().forEach(name -> values.put(name.replace(from, to), weights.get(name)));
    return new WeightValues(values);
  }

  private static void assertGolden(Servable servable) {
    double[] found = servable.call(Map.of("past", doubles(input)), 3, "output_0");
    assertThat(found)
        .usingComparatorWithPrecision(1e-6)
        .containsExactly(doubles(Golden.value(golden.at("/calls/0/outputs/output_0"))));
  }

  private static double[] doubles(WeightValues.Value value) {
    double[] wide = new double[value.data().length];
    for (int i = 0; i < wide.length; i++) {
      wide[i] = value.data()[i];
    }
    return wide;
  }
}
