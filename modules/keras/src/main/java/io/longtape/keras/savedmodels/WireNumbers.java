package io.longtape.keras.savedmodels;

import java.lang.reflect.Array;
import java.nio.ByteBuffer;

/** How the numbers of a {@link HeapTensor} go to bytes and back; strings are written one by one. */
final class WireNumbers {

  private WireNumbers() {}

  /** The bytes of one number. */
  static int width(ElementType type) {
    return switch (type) {
      case FLOAT16, BFLOAT16, FLOAT32, INT32 -> Integer.BYTES;
      case FLOAT64, INT64 -> Long.BYTES;
      case UINT16 -> Short.BYTES;
      case UINT8, BOOL -> Byte.BYTES;
      case STRING -> throw new IllegalArgumentException("strings are no numbers");
    };
  }

  static Object newArray(ElementType type, int size) {
    return Array.newInstance(type.array().getComponentType(), size);
  }

  static void put(ByteBuffer bytes, Object data, int from, int count) {
    if (data instanceof float[] values) {
      bytes.asFloatBuffer().put(values, from, count);
    } else if (data instanceof double[] values) {
      bytes.asDoubleBuffer().put(values, from, count);
    } else if (data instanceof int[] values) {
      bytes.asIntBuffer().put(values, from, count);
    } else if (data instanceof long[] values) {
      bytes.asLongBuffer().put(values, from, count);
    } else if (data instanceof short[] values) {
      bytes.asShortBuffer().put(values, from, count);
    } else if (data instanceof byte[] values) {
      bytes.put(values, from, count);
    } else {
      boolean[] values = (boolean[]) data;
      for (int i = from; i < from + count; i++) {
        bytes.put((byte) (values[i] ? 1 : 0));
      }
    }
  }

  static void get(ByteBuffer bytes, Object data, int from, int count) {
    if (data instanceof float[] values) {
      bytes.asFloatBuffer().get(values, from, count);
    } else if (data instanceof double[] values) {
      bytes.asDoubleBuffer().get(values, from, count);
    } else if (data instanceof int[] values) {
      bytes.asIntBuffer().get(values, from, count);
    } else if (data instanceof long[] values) {
      bytes.asLongBuffer().get(values, from, count);
    } else if (data instanceof short[] values) {
      bytes.asShortBuffer().get(values, from, count);
    } else if (data instanceof byte[] values) {
      bytes.get(values, from, count);
    } else {
      boolean[] values = (boolean[]) data;
      for (int i = from; i < from + count; i++) {
        values[i] = bytes.get() != 0;
      }
    }
  }
}
