package io.longtape.examples.kerasmodels;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.longtape.data.DataException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.ndarray.NdArray;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;

/**
 * What Python computed with a model, from its {@code golden.json}.
 *
 * @param calls one after the other
 * @param signatureCalls the same for the SavedModel, where its signatures are not the model's call
 * @param layers the layer of each output
 * @param refused the op for which the SavedModel cannot be loaded, or an empty text
 */
record GoldenModel(
    List<Call> calls, List<Call> signatureCalls, Map<String, String> layers, String refused) {

  /**
   * A call and its answer.
   *
   * @param signature its name
   * @param inputs by name; none when the states are to be set to zero
   * @param outputs by name
   */
  record Call(String signature, Map<String, NdArray<?>> inputs, Map<String, NdArray<?>> outputs) {

    boolean isReset() {
      return inputs.isEmpty();
    }

    /** The same with outputs named by their layers, as a rebuilt network names them. */
    Call withLayers(Map<String, String> layers) {
      Map<String, NdArray<?>> named = new LinkedHashMap<>();
      outputs.forEach((name, value) -> named.put(layers.getOrDefault(name, name), value));
      return new Call(signature, inputs, named);
    }
  }

  static GoldenModel read(Path file) {
    JsonNode json = InputFiles.json(file);
    try {
      Map<String, String> layers = new LinkedHashMap<>();
      json.path("layer_of_output")
          .properties()
          .forEach(field -> layers.put(field.getKey(), field.getValue().asText()));
      List<Call> calls = calls(json.required("calls"));
      List<Call> signatureCalls =
          json.has("signature_calls") ? calls(json.get("signature_calls")) : calls;
      return new GoldenModel(calls, signatureCalls, layers, json.path("refused").asText());
    } catch (IllegalArgumentException e) {
      throw new DataException("%s is not what it should be: %s".formatted(file, e.getMessage()), e);
    }
  }

  private static List<Call> calls(JsonNode node) {
    List<Call> calls = new ArrayList<>();
    for (JsonNode call : node) {
      calls.add(
          new Call(
              call.path("signature").asText("serving_default"),
              values(call.path("inputs")),
              values(call.path("outputs"))));
    }
    if (calls.isEmpty()) {
      throw new IllegalArgumentException("there are no calls");
    }
    return calls;
  }

  private static Map<String, NdArray<?>> values(JsonNode node) {
    Map<String, NdArray<?>> values = new LinkedHashMap<>();
    node.properties().forEach(field -> values.put(field.getKey(), value(field.getValue())));
    return values;
  }

  private static NdArray<?> value(JsonNode node) {
    long[] sizes = new long[node.required("shape").size()];
    for (int axis = 0; axis < sizes.length; axis++) {
      sizes[axis] = node.get("shape").get(axis).asLong();
    }
    Shape shape = Shape.of(sizes);
    ArrayNode data = node.withArray("data");
    if (shape.size() != data.size()) {
      throw new IllegalArgumentException(
          "%d values do not fill the shape %s".formatted(data.size(), shape));
    }
    if (node.path("dtype").asText().equals("string")) {
      String[] strings = new String[data.size()];
      for (int i = 0; i < strings.length; i++) {
        strings[i] = data.get(i).asText();
      }
      return NdArrays.wrap(shape, DataBuffers.ofObjects(strings));
    }
    double[] numbers = new double[data.size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = data.get(i).asDouble();
    }
    return NdArrays.wrap(shape, DataBuffers.of(numbers));
  }
}
