package io.longtape.optimizers;

import com.fasterxml.jackson.databind.JsonNode;
import io.longtape.optimizers.schedules.GoldenSchedules;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.tensorflow.ndarray.Shape;

/**
 * An optimizer, the gradients that it is given, and what Keras computed with them: the numbers of
 * src/test/python/optimizers.py.
 */
record OptimizerCase(
    String name, Optimizer optimizer, List<Weight> weights, List<Expected> expected) {

  /** A variable, frozen if it has no gradients at all. */
  record Weight(String name, Array initial, boolean frozen, List<Optional<Gradient>> gradients) {}

  @SuppressWarnings("ArrayRecordComponent") // only read
  record Array(Shape shape, float[] data) {}

  /** The gradient of one step; {@code rows} is empty for a dense one. */
  @SuppressWarnings("ArrayRecordComponent") // only read
  record Gradient(Array values, Optional<int[]> rows) {}

  /** All values after a step, by Keras's names. */
  record Expected(Map<String, float[]> variables, Map<String, float[]> slots) {}

  static List<OptimizerCase> all() {
    JsonNode golden = GoldenSchedules.golden();
    return items(golden.get("optimizers")).stream().map(node -> of(golden, node)).toList();
  }

  private static OptimizerCase of(JsonNode golden, JsonNode node) {
    String gradients = node.get("gradients").asText();
    List<Weight> weights =
        items(golden.get("gradients").get(gradients)).stream().map(OptimizerCase::weight).toList();
    List<Expected> expected =
        items(node.get("steps")).stream()
            .map(step -> new Expected(byName(step.get("variables")), byName(step.get("slots"))))
            .toList();
    String name =
        "%s %s %s %s"
            .formatted(
                node.get("optimizer").asText(),
                node.get("arguments"),
                gradients,
                node.get("excluded"));
    return new OptimizerCase(name, OptimizerArguments.optimizer(node), weights, expected);
  }

  private static Weight weight(JsonNode node) {
    List<Optional<Gradient>> gradients = new ArrayList<>();
    for (JsonNode gradient : node.get("gradients")) {
      gradients.add(gradient.isNull() ? Optional.empty() : Optional.of(gradient(gradient)));
    }
    return new Weight(
        node.get("name").asText(),
        array(node.get("initial")),
        node.get("frozen").asBoolean(),
        gradients);
  }

  private static Gradient gradient(JsonNode node) {
    return new Gradient(
        array(node),
        Optional.ofNullable(node.get("rows"))
            .map(rows -> items(rows).stream().mapToInt(JsonNode::asInt).toArray()));
  }

  private static Map<String, float[]> byName(JsonNode node) {
    Map<String, float[]> values = new LinkedHashMap<>();
    node.properties().forEach(field -> values.put(field.getKey(), floats(field.getValue())));
    return values;
  }

  private static Array array(JsonNode node) {
    long[] sizes = items(node.get("shape")).stream().mapToLong(JsonNode::asLong).toArray();
    return new Array(Shape.of(sizes), floats(node.get("data")));
  }

  private static float[] floats(JsonNode node) {
    float[] values = new float[node.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) node.get(i).asDouble();
    }
    return values;
  }

  static List<JsonNode> items(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).toList();
  }

  @Override
  public String toString() {
    return name;
  }
}
