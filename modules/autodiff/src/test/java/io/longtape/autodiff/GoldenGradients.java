package io.longtape.autodiff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Named;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.NdArray;
import org.tensorflow.types.TFloat32;

/**
 * What Python's {@code tf.GradientTape} gave; {@code src/test/python/gradients.py} wrote it down.
 */
final class GoldenGradients {

  private static final JsonNode ALL = read();

  private GoldenGradients() {}

  private static JsonNode read() {
    try (InputStream file = GoldenGradients.class.getResourceAsStream("gradients.json")) {
      return new ObjectMapper().readTree(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Stream<Named<JsonNode>> cases() {
    return StreamSupport.stream(ALL.get("cases").spliterator(), false)
        .map(golden -> Named.of(golden.get("name").asText(), golden));
  }

  static JsonNode behaviours() {
    return ALL.get("behaviours");
  }

  static List<Long> longs(JsonNode array) {
    List<Long> numbers = new ArrayList<>();
    array.forEach(number -> numbers.add(number.asLong()));
    return numbers;
  }

  /**
   * Within 1e-6 in float32 and 1e-12 in float64 of 1 or the largest expected number; second orders
   * in float32 within 2e-6, since that is how far the hyperbolic tangents of TensorFlow 2.18, which
   * Java has, and of Python's are apart there.
   */
  static void assertClose(String what, int order, Tensor tensor, double[] expected) {
    double[] actual = doubles(tensor);
    double largest = 1;
    for (double number : expected) {
      largest = Math.max(largest, Math.abs(number));
    }
    double single = order == 1 ? 1e-6 : 2e-6;
    double tolerance = largest * (tensor instanceof TFloat32 ? single : 1e-12);
    assertThat(actual).as(what).hasSameSizeAs(expected);
    for (int i = 0; i < actual.length; i++) {
      assertThat(actual[i]).as(what + ", number " + i).isCloseTo(expected[i], within(tolerance));
    }
  }

  static double[] doubles(Tensor tensor) {
    List<Double> numbers = new ArrayList<>();
    ((NdArray<?>) tensor)
        .scalars()
        .forEach(scalar -> numbers.add(((Number) scalar.getObject()).doubleValue()));
    return numbers.stream().mapToDouble(Double::doubleValue).toArray();
  }
}
