package io.longtape.datasets;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One example of an {@link ExampleStream}: named values without the batch, such as {@code
 * int[time]} of ids, {@code float[time][features]}, a number, a String or an {@link
 * org.tensorflow.ndarray.NdArray}. Its first axis may be of another length in each example, which
 * is time. Java arrays are not copied. Immutable.
 */
public final class Example {

  private final Map<Slot, Values> values;
  private final List<Slot> slots;

  private Example(Map<Slot, Values> values) {
    this.values = values;
    slots = List.copyOf(values.keySet());
  }

  /**
   * An example of one input, to predict from.
   *
   * @param x the input
   * @return the example
   * @throws IllegalArgumentException when the value is of another kind
   */
  public static Example of(Object x) {
    return ofInput(Slot.INPUT.name(), x);
  }

  /**
   * An example of one input and one target.
   *
   * @param x the input
   * @param y the target
   * @return the example
   * @throws IllegalArgumentException when a value is of another kind
   */
  public static Example of(Object x, Object y) {
    return of(x).with(Slot.TARGET, y);
  }

  /**
   * An example of one named input.
   *
   * @param name the name of the network's input
   * @param x the input
   * @return the example
   * @throws IllegalArgumentException when the value is of another kind
   */
  public static Example ofInput(String name, Object x) {
    Slot slot = Slot.input(name);
    return new Example(Map.of(slot, Values.ofOne(slot, x)));
  }

  /**
   * The same with one more tensor, such as {@code with(Slot.input("past"), past)} or {@code
   * with(Slot.SAMPLE_WEIGHT, 0.5)}.
   *
   * @param slot an input, a target, or a target's sample weight: a number, or {@code float[time]}
   *     for each step, as Keras's {@code sample_weight}
   * @param value the value
   * @return the example
   * @throws IllegalArgumentException when the value is of another kind
   */
  public Example with(Slot slot, Object value) {
    Map<Slot, Values> more = new LinkedHashMap<>(values);
    more.put(slot, Values.ofOne(slot, value));
    return new Example(more);
  }

  List<Slot> slots() {
    return slots;
  }

  Values values(Slot slot) {
    return values.get(slot);
  }
}
