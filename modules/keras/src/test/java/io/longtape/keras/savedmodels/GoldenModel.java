package io.longtape.keras.savedmodels;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.tensorflow.ndarray.Shape;

/** A model in the folder models/, and what Python computed with it. */
record GoldenModel(Path folder, JsonNode golden) {

  private static final Path MODELS = Path.of("../../models");

  static Stream<GoldenModel> all() throws IOException {
    List<Path> folders;
    try (Stream<Path> entries = Files.list(MODELS)) {
      folders =
          entries.filter(entry -> Files.exists(entry.resolve("golden.json"))).sorted().toList();
    }
    return folders.stream().map(GoldenModel::read);
  }

  static GoldenModel of(String name) {
    return read(MODELS.resolve(name));
  }

  private static GoldenModel read(Path folder) {
    try {
      return new GoldenModel(
          folder, new ObjectMapper().readTree(folder.resolve("golden.json").toFile()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path savedModel() {
    return folder.resolve("saved_model");
  }

  boolean isRefused() {
    return golden.has("refused");
  }

  /** One call, or a reset of the states where there are no inputs. */
  record Call(String signature, Map<String, HeapTensor> inputs, Map<String, HeapTensor> outputs) {}

  /** Calls of the SavedModel's signatures, in their order. */
  List<Call> savedModelCalls() {
    return calls(golden.path(golden.has("signature_calls") ? "signature_calls" : "calls"));
  }

  private static List<Call> calls(JsonNode nodes) {
    List<Call> calls = new ArrayList<>();
    for (JsonNode node : nodes) {
      calls.add(
          new Call(
              node.path("signature").asText("serving_default"),
              tensors(node.path("inputs")),
              tensors(node.path("outputs"))));
    }
    return calls;
  }

  Map<String, HeapTensor> weights() {
    return tensors(golden.get("weights"));
  }

  private static Map<String, HeapTensor> tensors(JsonNode nodes) {
    Map<String, HeapTensor> tensors = new TreeMap<>();
    nodes.properties().forEach(entry -> tensors.put(entry.getKey(), tensor(entry.getValue())));
    return tensors;
  }

  static HeapTensor tensor(JsonNode node) {
    List<Long> sizes = new ArrayList<>();
    node.get("shape").forEach(size -> sizes.add(size.asLong()));
    Shape shape = Shape.of(sizes.stream().mapToLong(Long::longValue).toArray());
    JsonNode data = node.get("data");
    String type = data.path(0).isTextual() ? "string" : "float32";
    return switch (node.path("dtype").asText(type)) {
      case "string" -> {
        String[] texts = new String[data.size()];
        for (int i = 0; i < texts.length; i++) {
          texts[i] = data.get(i).asText();
        }
        yield new HeapTensor(ElementType.STRING, shape, texts);
      }
      case "int32" -> {
        int[] numbers = new int[data.size()];
        for (int i = 0; i < numbers.length; i++) {
          numbers[i] = data.get(i).asInt();
        }
        yield new HeapTensor(ElementType.INT32, shape, numbers);
      }
      case "float32" -> {
        float[] numbers = new float[data.size()];
        for (int i = 0; i < numbers.length; i++) {
          numbers[i] = (float) data.get(i).asDouble();
        }
        yield new HeapTensor(ElementType.FLOAT32, shape, numbers);
      }
      default -> throw new IllegalArgumentException(node.toString());
    };
  }

  @Override
  public String toString() {
    return folder.getFileName().toString();
  }
}
