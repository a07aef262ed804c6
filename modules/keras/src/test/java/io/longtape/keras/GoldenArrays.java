package io.longtape.keras;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.longtape.datasets.ArrayExamples;
import io.longtape.datasets.Slot;
import java.util.Map;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.NdArray;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;

/** Arrays in the JSON of tests: a shape, a dtype, and the data in a row. */
final class GoldenArrays {

  static final ObjectMapper JSON = new ObjectMapper();

  private GoldenArrays() {}

  static Shape shape(JsonNode array) {
    long[] sizes = new long[array.get("shape").size()];
    for (int i = 0; i < sizes.length; i++) {
      sizes[i] = array.get("shape").get(i).asLong();
    }
    return Shape.of(sizes);
  }

  /** The numbers of a JSON list. */
  static float[] row(JsonNode list) {
    float[] floats = new float[list.size()];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) list.get(i).asDouble();
    }
    return floats;
  }

  static NdArray<?> of(JsonNode array) {
    Shape shape = shape(array);
    JsonNode data = array.get("data");
    if (array.get("dtype").asText().equals("string")) {
      String[] texts = new String[data.size()];
      for (int i = 0; i < texts.length; i++) {
        texts[i] = data.get(i).asText();
      }
      return NdArrays.wrap(shape, DataBuffers.ofObjects(texts));
    }
    return NdArrays.wrap(shape, DataBuffers.of(row(data)));
  }

  /** A part along the first axis. */
  static JsonNode slice(JsonNode array, int from, int to) {
    ObjectNode part = JSON.createObjectNode();
    long[] sizes = shape(array).asArray();
    int size = (int) (array.get("data").size() / sizes[0]);
    sizes[0] = (long) to - from;
    part.set("shape", JSON.valueToTree(sizes));
    part.set("dtype", array.get("dtype"));
    ArrayNode data = part.putArray("data");
    for (int i = from * size; i < to * size; i++) {
      data.add(array.get("data").get(i));
    }
    return part;
  }

  /** One of the arrays along the first axis. */
  static JsonNode at(JsonNode array, int index) {
    ObjectNode part = (ObjectNode) slice(array, index, index + 1);
    part.set("shape", JSON.valueToTree(shape(array).tail().asArray()));
    return part;
  }

  /** The inputs of one call. */
  static ArrayExamples examples(JsonNode inputs) {
    ArrayExamples examples = null;
    for (Map.Entry<String, JsonNode> input : inputs.properties()) {
      NdArray<?> array = of(input.getValue());
      examples =
          examples == null
              ? ArrayExamples.ofInput(input.getKey(), array)
              : examples.with(Slot.input(input.getKey()), array);
    }
    return examples;
  }

  static float[] data(NdArray<?> array) {
    float[] data = new float[Math.toIntExact(array.size())];
    ((FloatNdArray) array).copyTo(NdArrays.wrap(array.shape(), DataBuffers.of(data, false, false)));
    return data;
  }

  /** Fails where a number is farther from the expected one than the tolerance. */
  static void assertNear(float[] actual, float[] expected, double tolerance, String what) {
    assertThat(actual).as(what).hasSameSizeAs(expected);
    for (int i = 0; i < actual.length; i++) {
      double difference = Math.abs((double) actual[i] - expected[i]);
      assertThat(difference <= tolerance)
          .as("%s: number %d is %s, expected %s", what, i, actual[i], expected[i])
          .isTrue();
    }
  }
}
