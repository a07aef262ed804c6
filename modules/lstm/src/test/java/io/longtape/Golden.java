package io.longtape;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.longtape.weights.WeightValues;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TFloat32;

/** The numbers that src/test/python took from Keras 3. */
public final class Golden {

  private Golden() {}

  /** The cases of one kind in a file, at least one: a test of none would pass. */
  public static List<JsonNode> cases(String file, String kind) {
    List<JsonNode> cases =
        StreamSupport.stream(file(file).path(kind).spliterator(), false).toList();
    assertThat(cases).as("cases of %s in %s", kind, file).isNotEmpty();
    return cases;
  }

  /** A file as a whole. */
  public static JsonNode file(String name) {
    try (InputStream in = Golden.class.getResourceAsStream("golden/" + name)) {
      return new ObjectMapper().readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static WeightValues weights(JsonNode node) {
    Map<String, WeightValues.Value> values = new LinkedHashMap<>();
    node.properties().forEach(field -> values.put(field.getKey(), value(field.getValue())));
    return new WeightValues(values);
  }

  public static WeightValues.Value value(JsonNode array) {
    JsonNode dims = array.get("shape");
    long[] shape = new long[dims.size()];
    for (int i = 0; i < shape.length; i++) {
      shape[i] = dims.get(i).asLong();
    }
    JsonNode numbers = array.get("data");
    float[] data = new float[numbers.size()];
    for (int i = 0; i < data.length; i++) {
      data[i] = (float) numbers.get(i).asDouble();
    }
    return new WeightValues.Value(Shape.of(shape), data);
  }

  public static TFloat32 tensor(WeightValues.Value value) {
    return TFloat32.tensorOf(value.shape(), DataBuffers.of(value.data(), true, false));
  }

  /** Within {@code tolerance * max(1, largest expected value)} everywhere. */
  public static void assertClose(
      String what, WeightValues.Value found, WeightValues.Value expected, double tolerance) {
    assertThat(found.shape()).as(what).isEqualTo(expected.shape());
    double largest = 1;
    double difference = 0;
    for (int i = 0; i < expected.data().length; i++) {
      largest = Math.max(largest, Math.abs(expected.data()[i]));
      difference = Math.max(difference, Math.abs(expected.data()[i] - found.data()[i]));
    }
    assertThat(difference).as(what).isLessThanOrEqualTo(tolerance * largest);
  }
}
