package io.longtape.golden;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.longtape.Golden;
import io.longtape.layers.AttentionPooling1D;
import io.longtape.layers.Concatenate;
import io.longtape.layers.Dense;
import io.longtape.layers.Dropout;
import io.longtape.layers.Embedding;
import io.longtape.layers.Input;
import io.longtape.layers.Layer;
import io.longtape.layers.LayerNormalization;
import io.longtape.layers.Masking;
import io.longtape.layers.RepeatVector;
import io.longtape.layers.SymbolicTensor;
import io.longtape.layers.TimeDistributed;
import io.longtape.layers.recurrent.Bidirectional;
import io.longtape.layers.recurrent.LSTM;
import io.longtape.networks.Functional;
import io.longtape.networks.LayeredNetwork;
import io.longtape.networks.Sequential;
import io.longtape.networks.Trace;
import io.longtape.weights.Initialization;
import io.longtape.weights.WeightSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What nobody chose is as in Keras: names of layers and weights, and first biases. */
class KerasDefaultsTest {

  private static JsonNode golden(String file, String name) {
    return StreamSupport.stream(Golden.file(file).get("cases").spliterator(), false)
        .filter(golden -> golden.get("name").asText().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static void assertNames(String name, LayeredNetwork network) {
    JsonNode golden = golden("layers-networks.json", name);
    List<String> layers = new ArrayList<>();
    for (JsonNode layer : golden.get("config").get("config").get("layers")) {
      boolean op = layer.path("module").asText().startsWith("keras.src.ops.");
      if (!op && !layer.get("class_name").asText().equals("InputLayer")) {
        layers.add(layer.get("config").get("name").asText());
      }
    }
    assertThat(network.layers().keySet()).containsExactlyElementsOf(layers);
    assertThat(Trace.of(network).weights().stream().map(WeightSpec::path))
        .containsExactlyElementsOf(Golden.weights(golden.get("weights")).names());
  }

  @Test
  void namesOfAClassifier() {
    assertNames(
        "classifier with attention pooling",
        Sequential.of(
            Input.ints(5),
            Embedding.of(7, 3).withMaskZero(true),
            Bidirectional.of(LSTM.of(2).withReturnSequences(true)),
            AttentionPooling1D.of(3),
            Dropout.of(0.2),
            Dense.of(3)));
  }

  @Test
  void namesOfATagger() {
    assertNames(
        "tagger",
        Sequential.of(
            Input.ints(5),
            Embedding.of(7, 3).withMaskZero(true),
            LSTM.of(3).withReturnSequences(true),
            LayerNormalization.of(),
            TimeDistributed.of(Dense.of(2))));
  }

  @Test
  void namesOfAnAutoencoder() {
    assertNames(
        "autoencoder",
        Sequential.of(
            Input.of(5, 2),
            Masking.of(),
            LSTM.of(3),
            RepeatVector.of(5),
            LSTM.of(3).withReturnSequences(true),
            TimeDistributed.of(Dense.of(2))));
  }

  @Test
  void namesOfAnEncoderAndADecoder() {
    Input past = Input.of(5, 2);
    Input future = Input.of(4, 1);
    List<SymbolicTensor> encoded = LSTM.of(3).withReturnState(true).applyAll(past);
    SymbolicTensor decoded =
        LSTM.of(3).withReturnSequences(true).apply(future, encoded.get(1), encoded.get(2));
    assertNames(
        "encoder and decoder",
        Functional.of(
            List.of(past, future), List.of(TimeDistributed.of(Dense.of(1)).apply(decoded))));
  }

  @Test
  void namesOfALayerThatIsUsedTwice() {
    Input left = Input.of(5, 2);
    Input right = Input.of(4, 2);
    Layer lstm = LSTM.of(3);
    SymbolicTensor both = Concatenate.of().apply(lstm.apply(left), lstm.apply(right));
    assertNames(
        "one LSTM for two inputs",
        Functional.of(List.of(left, right), List.of(Dense.of(1).apply(both))));
  }

  /** Read off Keras 3.15.1: inner layers count with all others of their kind. */
  @Test
  void namesInsideOfWrappers() {
    Sequential network =
        Sequential.of(
            Input.of(5, 2),
            Bidirectional.of(LSTM.of(2).withReturnSequences(true)),
            Bidirectional.of(LSTM.of(2).withReturnSequences(true)),
            LSTM.of(2).withReturnSequences(true),
            TimeDistributed.of(Dense.of(2)),
            Dense.of(1));
    assertThat(
            Trace.of(network).weights().stream()
                .map(WeightSpec::path)
                .filter(path -> path.endsWith("/kernel")))
        .containsExactly(
            "bidirectional/forward_lstm/lstm_cell/kernel",
            "bidirectional/backward_lstm/lstm_cell/kernel",
            "bidirectional_1/forward_lstm_1/lstm_cell/kernel",
            "bidirectional_1/backward_lstm_1/lstm_cell/kernel",
            "lstm_2/lstm_cell/kernel",
            "time_distributed/dense/kernel",
            "dense_1/kernel");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void firstBiasOfAnLstm(boolean unitForgetBias) {
    JsonNode golden =
        golden(
            "layers-recurrent.json",
            "LSTM unit_forget_bias=" + (unitForgetBias ? "True" : "False"));
    Sequential network =
        Sequential.of(Input.of(5, 2), LSTM.of(3).withUnitForgetBias(unitForgetBias));
    float[] bias =
        Initialization.draw(Trace.of(network).weights(), 1).get("lstm/lstm_cell/bias").data();
    List<Float> expected = new ArrayList<>();
    golden.get("initialBias").forEach(number -> expected.add((float) number.asDouble()));
    assertThat(bias).containsExactly(expected.toArray(Float[]::new));
  }
}
