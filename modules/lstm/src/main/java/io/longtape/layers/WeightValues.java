package io.longtape.layers;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.tensorflow.ndarray.Shape;

/**
 * The values of a network's weights on the Java heap, by name, in the order in which the network
 * asked for them: what early stopping keeps, what a saved model is filled from.
 */
public final class WeightValues {

  /**
   * One weight's value.
   *
   * @param shape the weight's shape
   * @param data its numbers, row-major
   */
  @SuppressWarnings("ArrayRecordComponent") // a carrier; identity is what is wanted
  public record Value(Shape shape, float[] data) {

    /**
     * Refuses numbers that do not fill the shape.
     *
     * @param shape all sizes known
     * @param data as many numbers as the shape has
     * @throws IllegalArgumentException when the two do not agree
     */
    public Value {
      if (shape.size() != data.length) {
        throw new IllegalArgumentException(
            "a weight of shape " + shape + " has " + shape.size() + " numbers, not " + data.length);
      }
    }
  }

  private final Map<String, Value> values;

  /**
   * Takes the values, which are not copied.
   *
   * @param values the values by the weights' names
   */
  public WeightValues(Map<String, Value> values) {
    this.values = new LinkedHashMap<>(values);
  }

  /**
   * The names of the weights.
   *
   * @return the names, in the order in which the network asked for them
   */
  public Set<String> names() {
    return values.keySet();
  }

  /**
   * One weight's value.
   *
   * @param name the weight's name
   * @return the value, not copied
   * @throws IllegalArgumentException when there is no such weight; the message lists those there
   *     are
   */
  public Value get(String name) {
    Value value = values.get(name);
    if (value == null) {
      throw new IllegalArgumentException(
          "no weight is named '" + name + "'; there are: " + String.join(", ", values.keySet()));
    }
    return value;
  }

  /**
   * The number of trained numbers, as Keras's {@code count_params}.
   *
   * @return the sum of the weights' sizes
   */
  public long parameters() {
    return values.values().stream().mapToLong(value -> value.data().length).sum();
  }
}
