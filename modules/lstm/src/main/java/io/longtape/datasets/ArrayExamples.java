package io.longtape.datasets;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.ndarray.Shape;

/**
 * Examples in arrays. The first axis of each array is the example: {@code float[batch][time]
 * [features]}, {@code int[batch][time]} for ids, {@code float[batch]} for one number each. Arrays
 * may be of float, double, int, long, boolean or String, of any depth, or an {@link
 * org.tensorflow.ndarray.NdArray}, which is copied; Java arrays are not copied. The second axis may
 * be of another length for each example, which is time. Immutable.
 */
public final class ArrayExamples implements Examples {

  private final Map<Slot, Values> values;
  private final int size;

  private ArrayExamples(Map<Slot, Values> values) {
    this.values = values;
    Map.Entry<Slot, Values> first = values.entrySet().iterator().next();
    size = first.getValue().size();
    values.forEach(
        (slot, each) -> {
          if (each.size() != size) {
            throw new IllegalArgumentException(
                "%s has %d examples, but %s has %d"
                    .formatted(first.getKey(), size, slot, each.size()));
          }
        });
  }

  /**
   * Examples of one input, to predict from.
   *
   * @param x the input, the first axis being the example
   * @return the examples
   * @throws IllegalArgumentException when the array is of another kind
   */
  public static ArrayExamples of(Object x) {
    return ofInput(Slot.INPUT.name(), x);
  }

  /**
   * Examples of one input and one target.
   *
   * @param x the input, the first axis being the example
   * @param y the target, the first axis being the example
   * @return the examples
   * @throws IllegalArgumentException when an array is of another kind or they differ in size
   */
  public static ArrayExamples of(Object x, Object y) {
    return of(x).with(Slot.TARGET, y);
  }

  /**
   * Examples of one named input.
   *
   * @param name the name of the network's input
   * @param x the input, the first axis being the example
   * @return the examples
   * @throws IllegalArgumentException when the array is of another kind
   */
  public static ArrayExamples ofInput(String name, Object x) {
    Slot slot = Slot.input(name);
    return new ArrayExamples(Map.of(slot, Values.of(slot, x)));
  }

  /**
   * The same with one more tensor, such as {@code with(Slot.input("past"), past)} or {@code
   * with(Slot.SAMPLE_WEIGHT, weights)}.
   *
   * @param slot an input, a target, or a target's sample weights: {@code float[batch]}, or {@code
   *     float[batch][time]} for each step, as Keras's {@code sample_weight}
   * @param array the values, the first axis being the example
   * @return the examples
   * @throws IllegalArgumentException when the array is of another kind or size
   */
  public ArrayExamples with(Slot slot, Object array) {
    Map<Slot, Values> more = new LinkedHashMap<>(values);
    more.put(slot, Values.of(slot, array));
    return new ArrayExamples(more);
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public List<Slot> slots() {
    return List.copyOf(values.keySet());
  }

  @Override
  public Shape shape(int example, Slot slot) {
    return get(slot).shape(example);
  }

  @Override
  public void write(int example, Slot slot, double[] destination, int offset) {
    get(slot).write(example, destination, offset);
  }

  @Override
  public void writeStrings(int example, Slot slot, String[] destination, int offset) {
    get(slot).writeStrings(example, destination, offset);
  }

  private Values get(Slot slot) {
    Values found = values.get(slot);
    if (found == null) {
      throw new IllegalArgumentException("there is no " + slot + "; there are: " + slots());
    }
    return found;
  }
}
