package io.longtape.checkpoints;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.longtape.weights.WeightValues;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * A training state as JSON. Doubles stand there as their 64 bits in hexadecimal; arrays of weights
 * as names and shapes, and their numbers go elsewhere, in the same order.
 */
final class ManifestWriter {

  static final String LIBRARY = "longtape";
  static final int VERSION = 1;

  private final JsonNodeFactory json = JsonNodeFactory.instance;
  private final List<WeightValues.Value> arrays = new ArrayList<>();

  List<WeightValues.Value> arrays() {
    return arrays;
  }

  ObjectNode write(TrainingState state) {
    ObjectNode root = json.objectNode();
    root.put("library", LIBRARY);
    root.put("version", VERSION);
    root.put("fingerprint", state.fingerprint());
    root.put("iterations", state.iterations());
    root.put("epoch", state.epoch());
    root.put("step", state.step());
    root.put("seed", state.seed());
    root.put("learningRate", bits(state.learningRate()));
    ObjectNode sums = root.putObject("metricSums");
    state.metricSums().forEach((name, values) -> sums.set(name, numbers(values)));
    ArrayNode history = root.putArray("history");
    state.history().forEach(logs -> history.add(numbers(logs)));
    root.set("weights", weights(state.weights()));
    root.set("slots", weights(state.slots()));
    ObjectNode callbacks = root.putObject("callbacks");
    state.callbacks().forEach((name, callback) -> callbacks.set(name, callback(callback)));
    return root;
  }

  private ObjectNode callback(CallbackState state) {
    ObjectNode node = json.objectNode();
    node.set("numbers", numbers(state.numbers()));
    ObjectNode weights = node.putObject("weights");
    state.weights().forEach((name, values) -> weights.set(name, weights(values)));
    return node;
  }

  private ObjectNode numbers(Map<String, Double> values) {
    ObjectNode node = json.objectNode();
    values.forEach((name, value) -> node.put(name, bits(value)));
    return node;
  }

  private ArrayNode numbers(double[] values) {
    ArrayNode node = json.arrayNode();
    for (double value : values) {
      node.add(bits(value));
    }
    return node;
  }

  private ArrayNode weights(WeightValues values) {
    ArrayNode node = json.arrayNode();
    for (String name : values.names()) {
      WeightValues.Value value = values.get(name);
      arrays.add(value);
      ObjectNode weight = node.addObject().put("name", name);
      ArrayNode shape = weight.putArray("shape");
      for (long size : value.shape().asArray()) {
        shape.add(size);
      }
    }
    return node;
  }

  private static String bits(double value) {
    return HexFormat.of().toHexDigits(Double.doubleToRawLongBits(value));
  }
}
