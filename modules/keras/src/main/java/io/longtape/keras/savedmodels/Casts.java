package io.longtape.keras.savedmodels;

import java.lang.reflect.Array;
import java.util.function.IntToDoubleFunction;
import java.util.function.IntToLongFunction;
import org.tensorflow.ndarray.Shape;

/** Elements cast to an input's type, where that loses nothing but digits. */
final class Casts {

  private static final double HALF_MAX = 65504;

  private final String input;
  private final Shape shape;
  private final Object data;
  private final ElementType type;
  private final int size;

  private Casts(String input, Shape shape, Object data, ElementType type) {
    this.input = input;
    this.shape = shape;
    this.data = data;
    this.type = type;
    size = Array.getLength(data);
  }

  /**
   * The elements as an array of the type's class.
   *
   * @param input the input's name, for messages
   * @param shape of the data, for messages
   * @param data row-major; returned itself when it is right already
   * @param type of the input
   * @throws IllegalArgumentException when an element does not fit; says which
   */
  static Object cast(String input, Shape shape, Object data, ElementType type) {
    return new Casts(input, shape, data, type).cast();
  }

  private Object cast() {
    return switch (type) {
      case FLOAT16 -> floats(HALF_MAX);
      case BFLOAT16, FLOAT32 -> data instanceof float[] ? data : floats(Float.MAX_VALUE);
      case FLOAT64 -> data instanceof double[] ? data : doubles();
      case INT32 -> data instanceof int[] ? data : ints();
      case INT64 -> data instanceof long[] ? data : longs();
      case UINT8 -> data instanceof byte[] ? data : bytes();
      case UINT16 -> data instanceof short[] ? data : shorts();
      case BOOL -> data instanceof boolean[] ? data : booleans();
      case STRING -> strings();
    };
  }

  private float[] floats(double largest) {
    IntToDoubleFunction element = numbers();
    float[] cast = new float[size];
    for (int i = 0; i < size; i++) {
      double number = element.applyAsDouble(i);
      if (Math.abs(number) > largest && !Double.isInfinite(number)) {
        throw unfit(i, number);
      }
      cast[i] = (float) number;
    }
    return cast;
  }

  private double[] doubles() {
    IntToDoubleFunction element = numbers();
    double[] cast = new double[size];
    for (int i = 0; i < size; i++) {
      cast[i] = element.applyAsDouble(i);
    }
    return cast;
  }

  private int[] ints() {
    IntToLongFunction element = integers(Integer.MIN_VALUE, Integer.MAX_VALUE);
    int[] cast = new int[size];
    for (int i = 0; i < size; i++) {
      cast[i] = (int) element.applyAsLong(i);
    }
    return cast;
  }

  private long[] longs() {
    IntToLongFunction element = integers(Long.MIN_VALUE, Long.MAX_VALUE);
    long[] cast = new long[size];
    for (int i = 0; i < size; i++) {
      cast[i] = element.applyAsLong(i);
    }
    return cast;
  }

  private byte[] bytes() {
    IntToLongFunction element = integers(0, 255);
    byte[] cast = new byte[size];
    for (int i = 0; i < size; i++) {
      cast[i] = (byte) element.applyAsLong(i);
    }
    return cast;
  }

  private short[] shorts() {
    IntToLongFunction element = integers(0, 65535);
    short[] cast = new short[size];
    for (int i = 0; i < size; i++) {
      cast[i] = (short) element.applyAsLong(i);
    }
    return cast;
  }

  private boolean[] booleans() {
    IntToLongFunction element = integers(0, 1);
    boolean[] cast = new boolean[size];
    for (int i = 0; i < size; i++) {
      cast[i] = element.applyAsLong(i) == 1;
    }
    return cast;
  }

  private String[] strings() {
    if (!(data instanceof String[] texts)) {
      throw wrongKind();
    }
    for (int i = 0; i < size; i++) {
      if (texts[i] == null) {
        throw unfit(i, null);
      }
    }
    return texts;
  }

  private IntToDoubleFunction numbers() {
    if (data instanceof float[] values) {
      return i -> values[i];
    }
    if (data instanceof double[] values) {
      return i -> values[i];
    }
    IntToLongFunction integers = exact();
    return i -> integers.applyAsLong(i);
  }

  /** The elements as integers of a range. */
  private IntToLongFunction integers(long lowest, long highest) {
    if (data instanceof float[] || data instanceof double[]) {
      IntToDoubleFunction numbers = numbers();
      // 2^63 is a double and no long, while -2^63 is both.
      double above = highest == Long.MAX_VALUE ? 0x1p63 : highest + 1.0;
      return i -> {
        double number = numbers.applyAsDouble(i);
        if (number != Math.rint(number) || number < lowest || number >= above) {
          throw unfit(i, number);
        }
        return (long) number;
      };
    }
    IntToLongFunction exact = exact();
    return i -> {
      long number = exact.applyAsLong(i);
      if (number < lowest || number > highest) {
        throw unfit(i, number);
      }
      return number;
    };
  }

  private IntToLongFunction exact() {
    if (data instanceof int[] values) {
      return i -> values[i];
    }
    if (data instanceof long[] values) {
      return i -> values[i];
    }
    if (data instanceof short[] values) {
      return i -> values[i];
    }
    if (data instanceof byte[] values) {
      return i -> values[i];
    }
    throw wrongKind();
  }

  private IllegalArgumentException wrongKind() {
    return new IllegalArgumentException(
        "the input '%s' is %s; the model expects %s"
            .formatted(input, data.getClass().getComponentType().getSimpleName(), type));
  }

  private IllegalArgumentException unfit(int index, Object element) {
    StringBuilder place = new StringBuilder();
    long rest = index;
    for (int axis = shape.numDimensions() - 1; axis >= 0; axis--) {
      place.insert(0, "[" + rest % shape.get(axis) + "]");
      rest /= shape.get(axis);
    }
    return new IllegalArgumentException(
        "the input '%s' is %s, which does not hold %s%s = %s"
            .formatted(input, type, input, place, element));
  }
}
