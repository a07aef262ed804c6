package io.longtape.weights;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TFloat32;

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

    /**
     * Copies a tensor to the heap.
     *
     * @param tensor stays the caller's
     * @return its value
     */
    public static Value of(TFloat32 tensor) {
      float[] data = new float[Math.toIntExact(tensor.size())];
      tensor.copyTo(DataBuffers.of(data, false, false));
      return new Value(tensor.shape(), data);
    }

    /**
     * Copies the value into TensorFlow's memory.
     *
     * @return a tensor, which the caller closes
     */
    public TFloat32 toTensor() {
      return TFloat32.tensorOf(shape, DataBuffers.of(data, true, false));
    }

    /**
     * Makes sure that this is the value for a weight.
     *
     * @param path the weight's path, for the message
     * @param expected the weight's shape
     * @throws IllegalArgumentException when the shapes differ
     */
    public void requireShape(String path, Shape expected) {
      if (!shape.equals(expected)) {
        throw new IllegalArgumentException(
            "weight '%s' has shape %s, the value given %s".formatted(path, expected, shape));
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
      throw new IllegalArgumentException(Names.unknown("weight", name, values.keySet()));
    }
    return value;
  }

  /**
   * These values with some of them replaced.
   *
   * @param others the new values
   * @return all names of this, and those of the others behind them
   */
  public WeightValues with(WeightValues others) {
    Map<String, Value> merged = new LinkedHashMap<>(values);
    merged.putAll(others.values);
    return new WeightValues(merged);
  }

  /**
   * The same values in arrays of their own.
   *
   * @return shares nothing with this
   */
  public WeightValues copy() {
    Map<String, Value> copies = new LinkedHashMap<>();
    values.forEach(
        (name, value) -> copies.put(name, new Value(value.shape(), value.data().clone())));
    return new WeightValues(copies);
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
