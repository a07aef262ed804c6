package io.longtape.datasets;

import org.tensorflow.ndarray.NdArray;
import org.tensorflow.ndarray.Shape;

/** The values that several examples have in one slot. */
sealed interface Values permits NestedValues, FlatValues {

  /** Values from arrays or an {@link NdArray} whose first axis is the example. */
  static Values of(Slot slot, Object values) {
    if (values instanceof NdArray<?> array) {
      return FlatValues.of(slot, array, false);
    }
    return NestedValues.of(slot, values);
  }

  /** The values of one example. */
  static Values ofOne(Slot slot, Object value) {
    if (value instanceof NdArray<?> array) {
      return FlatValues.of(slot, array, true);
    }
    if (value instanceof Number number) {
      return NestedValues.ofOne(slot, new double[] {number.doubleValue()});
    }
    if (value instanceof Boolean bool) {
      return NestedValues.ofOne(slot, new boolean[] {bool});
    }
    if (value instanceof String string) {
      return NestedValues.ofOne(slot, new String[] {string});
    }
    return NestedValues.ofOne(slot, new Object[] {value});
  }

  int size();

  Shape shape(int example);

  void write(int example, double[] destination, int offset);

  void writeStrings(int example, String[] destination, int offset);

  static IllegalArgumentException wrongKind(Slot slot, boolean strings) {
    return new IllegalArgumentException(
        strings
            ? slot + " holds strings, but the network wants numbers"
            : slot + " holds numbers, but the network wants strings");
  }
}
