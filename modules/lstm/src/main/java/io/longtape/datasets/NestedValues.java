package io.longtape.datasets;

import java.lang.reflect.Array;
import java.util.Arrays;
import org.tensorflow.ndarray.Shape;

/** Values in the caller's own arrays of arrays, whose first axis is the example. */
record NestedValues(Slot slot, Object array, boolean one) implements Values {

  /** The values of one example: an array of length 1, which is checked at once. */
  static NestedValues ofOne(Slot slot, Object array) {
    NestedValues values = of(slot, array, true);
    values.shape(0);
    return values;
  }

  static NestedValues of(Slot slot, Object array) {
    return of(slot, array, false);
  }

  private static NestedValues of(Slot slot, Object array, boolean one) {
    if (array == null || !array.getClass().isArray()) {
      throw unknownKind(slot, array);
    }
    NestedValues values = new NestedValues(slot, array, one);
    if (array instanceof Object[] rows && !(array instanceof String[])) {
      for (int i = 0; i < rows.length; i++) {
        if (rows[i] == null) {
          throw new IllegalArgumentException(values.where(i) + " is null");
        }
        values.requireKnownKind(rows[i]);
      }
    } else {
      values.requireKnownKind(array);
    }
    return values;
  }

  @Override
  public int size() {
    return Array.getLength(array);
  }

  @Override
  public Shape shape(int example) {
    if (isLeaf(array)) {
      return Shape.scalar();
    }
    Object row = ((Object[]) array)[example];
    long[] sizes = new long[rank(row.getClass())];
    Arrays.fill(sizes, Shape.UNKNOWN_SIZE);
    measure(example, row, sizes, 0);
    return Shape.of(sizes);
  }

  @Override
  public void write(int example, double[] destination, int offset) {
    if (isLeaf(array)) {
      copy(slot, array, example, 1, destination, offset);
    } else {
      writeAll(((Object[]) array)[example], destination, offset);
    }
  }

  @Override
  public void writeStrings(int example, String[] destination, int offset) {
    if (array instanceof String[] strings) {
      destination[offset] = strings[example];
    } else if (array instanceof Object[] rows) {
      writeAllStrings(rows[example], destination, offset);
    } else {
      throw Values.wrongKind(slot, false);
    }
  }

  /** Copies numbers of an array of primitives. */
  static void copy(Slot slot, Object leaf, int from, int length, double[] destination, int offset) {
    if (leaf instanceof double[] doubles) {
      System.arraycopy(doubles, from, destination, offset, length);
    } else if (leaf instanceof float[] floats) {
      for (int i = 0; i < length; i++) {
        destination[offset + i] = floats[from + i];
      }
    } else if (leaf instanceof int[] ints) {
      for (int i = 0; i < length; i++) {
        destination[offset + i] = ints[from + i];
      }
    } else if (leaf instanceof long[] longs) {
      for (int i = 0; i < length; i++) {
        destination[offset + i] = longs[from + i];
      }
    } else if (leaf instanceof boolean[] booleans) {
      for (int i = 0; i < length; i++) {
        destination[offset + i] = booleans[from + i] ? 1 : 0;
      }
    } else {
      throw Values.wrongKind(slot, true);
    }
  }

  private int writeAll(Object row, double[] destination, int offset) {
    if (isLeaf(row)) {
      int length = Array.getLength(row);
      copy(slot, row, 0, length, destination, offset);
      return offset + length;
    }
    int next = offset;
    for (Object inner : (Object[]) row) {
      next = writeAll(inner, destination, next);
    }
    return next;
  }

  private int writeAllStrings(Object row, String[] destination, int offset) {
    if (row instanceof String[] strings) {
      System.arraycopy(strings, 0, destination, offset, strings.length);
      return offset + strings.length;
    }
    if (isLeaf(row)) {
      throw Values.wrongKind(slot, false);
    }
    int next = offset;
    for (Object inner : (Object[]) row) {
      next = writeAllStrings(inner, destination, next);
    }
    return next;
  }

  private void measure(int example, Object row, long[] sizes, int axis) {
    if (row == null) {
      throw new IllegalArgumentException(where(example) + " has null rows");
    }
    int length = Array.getLength(row);
    if (sizes[axis] != Shape.UNKNOWN_SIZE && sizes[axis] != length) {
      throw new IllegalArgumentException(
          "%s has rows of %d and of %d values, but they must be of one length"
              .formatted(where(example), sizes[axis], length));
    }
    sizes[axis] = length;
    if (axis + 1 < sizes.length) {
      for (Object inner : (Object[]) row) {
        measure(example, inner, sizes, axis + 1);
      }
    }
  }

  private String where(int example) {
    return one ? slot.toString() : "example " + example + ", " + slot;
  }

  private void requireKnownKind(Object row) {
    Class<?> kind = row.getClass();
    while (kind.isArray()) {
      kind = kind.getComponentType();
    }
    if (!row.getClass().isArray()
        || !(kind == float.class
            || kind == double.class
            || kind == int.class
            || kind == long.class
            || kind == boolean.class
            || kind == String.class)) {
      throw unknownKind(slot, row);
    }
  }

  private static IllegalArgumentException unknownKind(Slot slot, Object found) {
    return new IllegalArgumentException(
        "%s must be an NdArray or arrays of float, double, int, long, boolean or String, but is %s"
            .formatted(slot, found == null ? "null" : found.getClass().getSimpleName()));
  }

  private static boolean isLeaf(Object array) {
    return array instanceof String[] || !(array instanceof Object[]);
  }

  private static int rank(Class<?> kind) {
    int rank = 0;
    for (Class<?> at = kind; at.isArray(); at = at.getComponentType()) {
      rank++;
    }
    return rank;
  }
}
