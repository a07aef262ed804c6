package io.longtape.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.longtape.Python;
import io.longtape.layers.Dense;
import io.longtape.layers.Input;
import io.longtape.layers.recurrent.GRU;
import io.longtape.layers.recurrent.LSTM;
import io.longtape.networks.Functional;
import io.longtape.networks.Network;
import io.longtape.networks.Sequential;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.Result;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.ndarray.buffer.DoubleDataBuffer;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.TString;

/**
 * Java and Python side by side. {@code -Dlongtape.python=} names a Python that has TensorFlow and
 * Keras; without it these tests are skipped.
 */
@EnabledIfSystemProperty(named = "longtape.python", matches = ".+")
class PythonIT {

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;

  private final ArrayNode requests = JSON.createArrayNode();
  private final List<Map<String, double[]>> expected = new ArrayList<>();

  @Test
  void pythonGetsFromOurSavedModelsWhatJavaGets() throws Exception {
    Network fixed =
        Sequential.of(
            Input.of(5, 2).withName("x"),
            LSTM.of(4).withReturnSequences(true),
            LSTM.of(3),
            Dense.of(2));
    Network free =
        Sequential.of(Input.of(Shape.UNKNOWN_SIZE, 2).withName("x"), GRU.of(4), Dense.of(2));
    Path doubling = write("doubling", ExportArchive.of(new Doubling(), Doubling.weights()));
    Path lstm = write("lstm", withStep(fixed));
    Path gru = write("gru", withStep(free));
    Functional texts = Texts.of("the", "äpfel", "日本語");
    Path text = write("text", ExportArchive.of(texts, Doubling.weights(texts)));

    call(doubling, "serving_default", Map.of("x", TFloat64.tensorOf(Shape.of(3, 5, 2), sines(30))));
    call(lstm, "serving_default", Map.of("x", floats(3, 5, 2)));
    call(
        lstm,
        "step",
        Map.of(
            "x",
            floats(2, 1, 2),
            "lstm_state_h",
            floats(2, 4),
            "lstm_state_c",
            floats(2, 4),
            "lstm_1_state_h",
            floats(2, 3),
            "lstm_1_state_c",
            floats(2, 3)));
    call(gru, "serving_default", Map.of("x", floats(2, 7, 2)));
    call(gru, "serving_default", Map.of("x", floats(3, 300, 2)));
    call(gru, "step", Map.of("x", floats(1, 1, 2), "gru_state_h", floats(1, 4)));
    call(
        text,
        "serving_default",
        Map.of("text", TString.vectorOf("The äpfel!", "", "日本語 x y z w v")));

    JsonNode answers = python();
    assertThat(answers).hasSize(7);
    for (int i = 0; i < answers.size(); i++) {
      for (Map.Entry<String, double[]> output : expected.get(i).entrySet()) {
        requireSame(answers.get(i).get("loaded").get(output.getKey()), output.getValue());
        requireSame(answers.get(i).get("keras").get(output.getKey()), output.getValue());
      }
    }
  }

  private Path write(String name, ExportArchive archive) {
    Path directory = folder.resolve(name);
    archive.writeOut(directory);
    return directory;
  }

  private static ExportArchive withStep(Network network) {
    return ExportArchive.of(network, Doubling.weights(network))
        .withEndpoint("step", StreamingNetwork.of((Sequential) network));
  }

  /** Calls in Java, keeps what it gave, and asks the same of Python. */
  private void call(Path directory, String signature, Map<String, Tensor> inputs) {
    ObjectNode request = requests.addObject();
    request.put("directory", directory.toString()).put("signature", signature);
    inputs.forEach((name, tensor) -> describe(request.withObject("/inputs/" + name), tensor));
    Map<String, double[]> outputs = new LinkedHashMap<>();
    try (SavedModel model = SavedModel.load(directory);
        Result result = model.signature(signature).call(inputs)) {
      result.forEach(output -> outputs.put(output.getKey(), numbers(output.getValue())));
    } finally {
      inputs.values().forEach(Tensor::close);
    }
    assertThat(outputs).isNotEmpty();
    expected.add(outputs);
  }

  private static void describe(ObjectNode node, Tensor tensor) {
    ArrayNode shape = node.putArray("shape");
    for (long dim : tensor.shape().asArray()) {
      shape.add(dim);
    }
    ArrayNode data = node.putArray("data");
    if (tensor instanceof TString strings) {
      node.put("dtype", "string");
      strings.scalars().forEach(text -> data.add(text.getObject()));
    } else {
      node.put("dtype", tensor instanceof TFloat64 ? "float64" : "float32");
      for (double number : numbers(tensor)) {
        data.add(number);
      }
    }
  }

  private static double[] numbers(Tensor tensor) {
    if (tensor instanceof TInt64 whole) {
      double[] data = new double[(int) whole.size()];
      int[] at = {0};
      whole.scalars().forEach(number -> data[at[0]++] = number.getLong());
      return data;
    }
    return Doubles.of(tensor);
  }

  private static void requireSame(JsonNode found, double[] expected) {
    assertThat(found).hasSize(expected.length);
    for (int i = 0; i < expected.length; i++) {
      assertThat(found.get(i).asDouble()).isCloseTo(expected[i], within(1e-6));
    }
  }

  private static Tensor floats(long... shape) {
    Shape dims = Shape.of(shape);
    float[] data = new float[(int) dims.size()];
    for (int i = 0; i < data.length; i++) {
      data[i] = (float) Math.sin(i + shape.length);
    }
    return TFloat32.tensorOf(dims, DataBuffers.of(data, true, false));
  }

  private static DoubleDataBuffer sines(int count) {
    double[] data = new double[count];
    for (int i = 0; i < count; i++) {
      data[i] = Math.sin(i);
    }
    return DataBuffers.of(data, true, false);
  }

  private JsonNode python() throws IOException, InterruptedException {
    Path file = folder.resolve("requests.json");
    JSON.writeValue(file.toFile(), requests);
    String printed = Python.run("call_saved_model.py", file.toString());
    return JSON.readTree(printed.lines().reduce((a, b) -> b).orElse(""));
  }
}
