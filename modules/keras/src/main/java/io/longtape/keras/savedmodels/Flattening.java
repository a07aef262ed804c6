package io.longtape.keras.savedmodels;

import java.lang.reflect.Array;

/** Copies nested arrays into a flat one. All must have the sizes of the first ones. */
final class Flattening {

  private final String input;
  private final long[] sizes;
  private final Object flat;
  private final int[] place;
  private int filled;

  /**
   * A flattening of one input.
   *
   * @param input its name, for messages
   * @param sizes of the first array of each axis
   * @param flat is filled row-major
   */
  Flattening(String input, long[] sizes, Object flat) {
    this.input = input;
    this.sizes = sizes;
    this.flat = flat;
    place = new int[sizes.length];
  }

  /**
   * Copies.
   *
   * @throws IllegalArgumentException when an array is null or has another size; says which
   */
  void copy(Object array) {
    copy(array, 0);
  }

  private void copy(Object array, int axis) {
    int length = array == null ? -1 : Array.getLength(array);
    if (length != sizes[axis]) {
      throw ragged(axis, length);
    }
    if (axis == sizes.length - 1) {
      System.arraycopy(array, 0, flat, filled, length);
      filled += length;
      return;
    }
    Object[] rows = (Object[]) array;
    for (place[axis] = 0; place[axis] < length; place[axis]++) {
      copy(rows[place[axis]], axis + 1);
    }
  }

  private IllegalArgumentException ragged(int axis, int length) {
    StringBuilder at = new StringBuilder(input);
    for (int i = 0; i < axis; i++) {
      at.append('[').append(place[i]).append(']');
    }
    if (length < 0) {
      return new IllegalArgumentException(
          "the input '%s' is not filled: %s is null".formatted(input, at));
    }
    return new IllegalArgumentException(
        "the input '%s' is ragged: %s has %d elements, but %s has %d"
            .formatted(input, at, length, input + "[0]".repeat(axis), sizes[axis]));
  }
}
