package io.longtape.examples.kerasmodels;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.tensorflow.ndarray.NdArray;

/** How far outputs are from what was expected. */
final class Differences {

  private Differences() {}

  /**
   * The largest difference of two numbers at one place.
   *
   * @throws IllegalArgumentException when an output is missing, unexpected, or of another shape
   */
  static double largest(Map<String, NdArray<?>> found, Map<String, NdArray<?>> expected) {
    if (!found.keySet().equals(expected.keySet())) {
      throw new IllegalArgumentException(
          "it gives the outputs %s, expected %s".formatted(found.keySet(), expected.keySet()));
    }
    double largest = 0;
    for (Map.Entry<String, NdArray<?>> output : expected.entrySet()) {
      NdArray<?> values = found.get(output.getKey());
      NdArray<?> wanted = output.getValue();
      if (!values.shape().equals(wanted.shape())) {
        throw new IllegalArgumentException(
            "the output '%s' has shape %s, expected %s"
                .formatted(output.getKey(), values.shape(), wanted.shape()));
      }
      List<Double> ours = numbers(values);
      List<Double> theirs = numbers(wanted);
      for (int i = 0; i < theirs.size(); i++) {
        largest = Math.max(largest, between(ours.get(i), theirs.get(i)));
      }
    }
    return largest;
  }

  private static List<Double> numbers(NdArray<?> array) {
    List<Double> numbers = new ArrayList<>();
    array
        .scalars()
        .forEach(
            scalar -> {
              if (!(scalar.getObject() instanceof Number number)) {
                throw new IllegalArgumentException(
                    "an output holds '%s', expected numbers".formatted(scalar.getObject()));
              }
              numbers.add(number.doubleValue());
            });
    return numbers;
  }

  /** What is not a number agrees with itself alone. */
  private static double between(double found, double expected) {
    if (Double.compare(found, expected) == 0) {
      return 0;
    }
    double difference = Math.abs(found - expected);
    return Double.isNaN(difference) ? Double.POSITIVE_INFINITY : difference;
  }
}
