package io.longtape.keras.savedmodels;

import java.lang.reflect.Array;
import java.util.Set;
import org.tensorflow.ndarray.NdArray;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TUint16;
import org.tensorflow.types.TUint8;

/**
 * A value that an input is given, flattened but not cast.
 *
 * @param shape all sizes known
 * @param data row-major, an array of primitives or strings
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier
record JavaValue(Shape shape, Object data) {

  private static final Set<Class<?>> ELEMENTS =
      Set.of(
          float.class,
          double.class,
          int.class,
          long.class,
          short.class,
          byte.class,
          boolean.class,
          String.class);

  private static final Set<Class<?>> INTEGERS =
      Set.of(Integer.class, Long.class, Short.class, Byte.class);

  /**
   * Flattens a value.
   *
   * @param input the input's name, for messages
   * @param expected gives the sizes that an empty array does not show
   * @throws IllegalArgumentException when it is of a class that cannot be read, ragged, or holds
   *     null
   */
  static JavaValue of(String input, Object value, Shape expected) {
    if (value instanceof NdArray<?> array) {
      Object data = HeapArrays.copyOf("the input '" + input + "'", array);
      boolean unsigned = value instanceof TUint8 || value instanceof TUint16;
      return new JavaValue(array.shape(), unsigned ? unsigned(data) : data);
    }
    if (value instanceof String text) {
      return new JavaValue(Shape.scalar(), new String[] {text});
    }
    if (value instanceof Boolean bool) {
      return new JavaValue(Shape.scalar(), new boolean[] {bool});
    }
    if (value instanceof Float || value instanceof Double) {
      return new JavaValue(Shape.scalar(), new double[] {((Number) value).doubleValue()});
    }
    if (INTEGERS.contains(value.getClass())) {
      return new JavaValue(Shape.scalar(), new long[] {((Number) value).longValue()});
    }
    Class<?> element = value.getClass();
    int axes = 0;
    for (; element.isArray(); axes++) {
      element = element.getComponentType();
    }
    if (axes == 0 || !ELEMENTS.contains(element)) {
      throw new IllegalArgumentException(
          "the input '%s' is a %s; it takes a Java array of numbers, strings or booleans, a number, a string, an NdArray or a tensor"
              .formatted(input, value.getClass().getSimpleName()));
    }
    long[] sizes = sizes(value, axes, expected);
    Shape shape = Shape.of(sizes);
    Object flat = Array.newInstance(element, Math.toIntExact(shape.size()));
    new Flattening(input, sizes, flat).copy(value);
    return new JavaValue(shape, flat);
  }

  /** Java has no such type of bytes or shorts. */
  private static int[] unsigned(Object data) {
    int[] numbers = new int[Array.getLength(data)];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] =
          data instanceof byte[] bytes
              ? Byte.toUnsignedInt(bytes[i])
              : Short.toUnsignedInt(((short[]) data)[i]);
    }
    return numbers;
  }

  private static long[] sizes(Object array, int axes, Shape expected) {
    long[] sizes = new long[axes];
    Object at = array;
    for (int axis = 0; axis < axes; axis++) {
      if (at == null || Array.getLength(at) == 0) {
        boolean known = at == null && !expected.isUnknown() && axis < expected.numDimensions();
        sizes[axis] = known ? Math.max(0, expected.get(axis)) : 0;
        at = null;
      } else {
        sizes[axis] = Array.getLength(at);
        at = axis + 1 < axes ? Array.get(at, 0) : null;
      }
    }
    return sizes;
  }
}
