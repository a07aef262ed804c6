package io.longtape.checkpoints;

import com.fasterxml.jackson.databind.JsonNode;
import io.longtape.weights.WeightValues;
import java.io.IOException;
import java.io.StreamCorruptedException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.ndarray.Shape;

/** Reads what {@link ManifestWriter} wrote, and believes none of it. */
final class ManifestReader {

  interface Arrays {
    /** The next array's numbers; refuses when the file does not hold exactly these. */
    float[] next(String weight, long[] shape) throws IOException;
  }

  private interface Reader<V> {
    V read(JsonNode node) throws IOException;
  }

  private final Arrays arrays;

  ManifestReader(Arrays arrays) {
    this.arrays = arrays;
  }

  static void requireVersion(JsonNode root) throws IOException {
    String library = text(field(root, "library"));
    if (!library.equals(ManifestWriter.LIBRARY)) {
      throw new StreamCorruptedException(
          "it was written by '%s', not by '%s'".formatted(library, ManifestWriter.LIBRARY));
    }
    long version = integer(field(root, "version"));
    if (version != ManifestWriter.VERSION) {
      throw new StreamCorruptedException(
          "it has format version %d, and this library reads version %d"
              .formatted(version, ManifestWriter.VERSION));
    }
  }

  static String fingerprint(JsonNode root) throws IOException {
    return text(field(root, "fingerprint"));
  }

  TrainingState read(JsonNode root) throws IOException {
    String fingerprint = fingerprint(root);
    WeightValues weights = weights(field(root, "weights"));
    WeightValues slots = weights(field(root, "slots"));
    long iterations = integer(field(root, "iterations"));
    long epoch = integer(field(root, "epoch"));
    long step = integer(field(root, "step"));
    Map<String, double[]> sums = map(field(root, "metricSums"), ManifestReader::doubles);
    long seed = integer(field(root, "seed"));
    double learningRate = number(field(root, "learningRate"));
    List<Map<String, Double>> history =
        list(field(root, "history"), logs -> map(logs, ManifestReader::number));
    Map<String, CallbackState> callbacks = map(field(root, "callbacks"), this::callback);
    try {
      return new TrainingState(
          fingerprint,
          weights,
          slots,
          iterations,
          Math.toIntExact(epoch),
          Math.toIntExact(step),
          sums,
          seed,
          learningRate,
          history,
          callbacks);
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw corrupted(e.getMessage(), e);
    }
  }

  private CallbackState callback(JsonNode node) throws IOException {
    return new CallbackState(
        map(field(node, "numbers"), ManifestReader::number),
        map(field(node, "weights"), this::weights));
  }

  private WeightValues weights(JsonNode node) throws IOException {
    Map<String, WeightValues.Value> values = new LinkedHashMap<>();
    for (JsonNode weight : list(node, value -> value)) {
      String name = text(field(weight, "name"));
      long[] shape =
          list(field(weight, "shape"), ManifestReader::integer).stream()
              .mapToLong(size -> size)
              .toArray();
      float[] data = arrays.next(name, shape);
      if (values.put(name, new WeightValues.Value(Shape.of(shape), data)) != null) {
        throw new StreamCorruptedException("it holds weight '" + name + "' twice");
      }
    }
    return new WeightValues(values);
  }

  private static <V> Map<String, V> map(JsonNode node, Reader<V> reader) throws IOException {
    if (!node.isObject()) {
      throw unexpected("an object", node);
    }
    Map<String, V> map = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> entry : node.properties()) {
      map.put(entry.getKey(), reader.read(entry.getValue()));
    }
    return map;
  }

  private static <V> List<V> list(JsonNode node, Reader<V> reader) throws IOException {
    if (!node.isArray()) {
      throw unexpected("a list", node);
    }
    List<V> list = new ArrayList<>();
    for (JsonNode element : node) {
      list.add(reader.read(element));
    }
    return list;
  }

  private static double[] doubles(JsonNode node) throws IOException {
    return list(node, ManifestReader::number).stream().mapToDouble(value -> value).toArray();
  }

  private static JsonNode field(JsonNode node, String name) throws IOException {
    JsonNode field = node.get(name);
    if (field == null) {
      throw new StreamCorruptedException("its manifest has no '" + name + "'");
    }
    return field;
  }

  private static String text(JsonNode node) throws IOException {
    if (!node.isTextual()) {
      throw unexpected("a text", node);
    }
    return node.textValue();
  }

  private static long integer(JsonNode node) throws IOException {
    if (!node.isIntegralNumber() || !node.canConvertToLong()) {
      throw unexpected("a whole number", node);
    }
    return node.longValue();
  }

  private static double number(JsonNode node) throws IOException {
    String bits = text(node);
    try {
      return Double.longBitsToDouble(HexFormat.fromHexDigitsToLong(bits));
    } catch (IllegalArgumentException e) {
      throw corrupted("its manifest has '" + bits + "' in place of a number's bits", e);
    }
  }

  private static StreamCorruptedException unexpected(String expected, JsonNode found) {
    String text = found.toString();
    String shown = text.length() > 40 ? text.substring(0, 40) + "..." : text;
    return new StreamCorruptedException("its manifest has " + shown + " in place of " + expected);
  }

  private static StreamCorruptedException corrupted(String message, Exception cause) {
    StreamCorruptedException corrupted = new StreamCorruptedException(message);
    corrupted.initCause(cause);
    return corrupted;
  }
}
