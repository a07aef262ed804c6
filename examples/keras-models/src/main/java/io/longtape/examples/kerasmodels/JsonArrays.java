package io.longtape.examples.kerasmodels;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.longtape.data.DataException;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.ndarray.NdArray;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;

/** Arrays of JSON as arrays of numbers, strings or booleans, and back. */
final class JsonArrays {

  private JsonArrays() {}

  /**
   * Reads nested arrays whose rows are all of one length.
   *
   * @param where what the arrays are, for errors
   * @param node nested arrays, or one value
   * @return int64 where all numbers are whole, else float64; strings or booleans
   */
  static NdArray<?> read(String where, JsonNode node) {
    List<Long> sizes = new ArrayList<>();
    for (JsonNode at = node; at.isArray(); at = at.get(0)) {
      if (at.isEmpty()) {
        throw new DataException(where + " holds no values");
      }
      sizes.add((long) at.size());
    }
    Shape shape = Shape.of(sizes.stream().mapToLong(Long::longValue).toArray());
    List<JsonNode> leaves = new ArrayList<>();
    collect(where, node, shape, 0, leaves);
    return ofLeaves(where, shape, leaves);
  }

  /** Writes an array as nested arrays, or a scalar as a value. */
  static JsonNode write(NdArray<?> array) {
    JsonNodeFactory json = JsonNodeFactory.instance;
    if (array.rank() > 0) {
      ArrayNode nested = json.arrayNode();
      for (long i = 0; i < array.shape().get(0); i++) {
        nested.add(write(array.get(i)));
      }
      return nested;
    }
    Object value = array.getObject();
    if (value instanceof Float number) {
      return json.numberNode(number);
    }
    if (value instanceof Double number) {
      return json.numberNode(number);
    }
    if (value instanceof Number number) {
      return json.numberNode(number.longValue());
    }
    return value instanceof Boolean flag
        ? json.booleanNode(flag)
        : json.textNode(String.valueOf(value));
  }

  private static void collect(
      String where, JsonNode node, Shape shape, int axis, List<JsonNode> leaves) {
    int rank = shape.numDimensions();
    if (axis == rank) {
      if (!node.isValueNode() || node.isNull()) {
        throw new DataException("%s is %s, expected a value".formatted(where, kind(node)));
      }
      leaves.add(node);
      return;
    }
    if (!node.isArray() || node.size() != shape.get(axis)) {
      String found = node.isArray() ? node.size() + " values" : kind(node);
      throw new DataException(
          "%s is %s, expected %d values as in the first row: all rows must be of one length"
              .formatted(where, found, shape.get(axis)));
    }
    for (int i = 0; i < node.size(); i++) {
      collect(where + "[" + i + "]", node.get(i), shape, axis + 1, leaves);
    }
  }

  private static NdArray<?> ofLeaves(String where, Shape shape, List<JsonNode> leaves) {
    JsonNode first = leaves.get(0);
    for (JsonNode leaf : leaves) {
      if (!kind(leaf).equals(kind(first))) {
        throw new DataException("%s mixes %s and %s".formatted(where, kind(first), kind(leaf)));
      }
    }
    if (first.isTextual()) {
      String[] strings = leaves.stream().map(JsonNode::textValue).toArray(String[]::new);
      return NdArrays.wrap(shape, DataBuffers.ofObjects(strings));
    }
    if (first.isBoolean()) {
      boolean[] flags = new boolean[leaves.size()];
      for (int i = 0; i < flags.length; i++) {
        flags[i] = leaves.get(i).booleanValue();
      }
      return NdArrays.wrap(shape, DataBuffers.of(flags));
    }
    if (leaves.stream().allMatch(leaf -> leaf.isIntegralNumber() && leaf.canConvertToLong())) {
      long[] whole = leaves.stream().mapToLong(JsonNode::longValue).toArray();
      return NdArrays.wrap(shape, DataBuffers.of(whole));
    }
    double[] numbers = leaves.stream().mapToDouble(JsonNode::doubleValue).toArray();
    return NdArrays.wrap(shape, DataBuffers.of(numbers));
  }

  private static String kind(JsonNode node) {
    return switch (node.getNodeType()) {
      case NUMBER -> "a number";
      case STRING -> "a string";
      case BOOLEAN -> "a boolean";
      case ARRAY -> "an array";
      case NULL -> "null";
      default -> "an object";
    };
  }
}
