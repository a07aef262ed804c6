package io.longtape.datasets;

import java.util.Arrays;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.TString;
import org.tensorflow.types.family.TType;

/** Casts numbers and makes tensors of them, over arrays that are used again for each batch. */
final class Staging {

  private final Class<? extends TType> type;
  private double[] numbers = {};
  private String[] strings = {};
  private float[] floats = {};
  private int[] ints = {};
  private long[] longs = {};
  private boolean[] booleans = {};

  Staging(Class<? extends TType> type) {
    this.type = type;
  }

  void reserve(int length) {
    if (holdsStrings()) {
      strings = strings.length < length ? new String[length] : strings;
    } else {
      numbers = numbers.length < length ? new double[length] : numbers;
    }
  }

  void read(Row row, Slot slot, int offset) {
    if (holdsStrings()) {
      row.writeStrings(slot, strings, offset);
    } else {
      row.write(slot, numbers, offset);
    }
  }

  void copy(Staging source, int from, int offset, int length) {
    if (holdsStrings()) {
      System.arraycopy(source.strings, from, strings, offset, length);
    } else {
      System.arraycopy(source.numbers, from, numbers, offset, length);
    }
  }

  /** Fills {@code [from, to)} with the number, or with the empty string. */
  void fill(int from, int to, double number) {
    if (holdsStrings()) {
      Arrays.fill(strings, from, to, "");
    } else {
      Arrays.fill(numbers, from, to, number);
    }
  }

  /** Checks what one example has; {@code position} is that of its first value here. */
  void check(ValueCheck check, long example, int from, int length, int position) {
    if (holdsStrings()) {
      check.check(example, strings, from, length, position);
    } else {
      check.check(example, numbers, from, length, position);
    }
  }

  /** A tensor of the first numbers or strings, which the caller closes. */
  TType tensor(Shape shape) {
    int length = Math.toIntExact(shape.size());
    if (type == TFloat32.class) {
      floats = floats.length < length ? new float[length] : floats;
      for (int i = 0; i < length; i++) {
        floats[i] = (float) numbers[i];
      }
      return TFloat32.tensorOf(shape, DataBuffers.of(floats, true, false).narrow(length));
    }
    if (type == TFloat64.class) {
      return TFloat64.tensorOf(shape, DataBuffers.of(numbers, true, false).narrow(length));
    }
    if (type == TInt32.class) {
      ints = ints.length < length ? new int[length] : ints;
      for (int i = 0; i < length; i++) {
        ints[i] = (int) numbers[i];
      }
      return TInt32.tensorOf(shape, DataBuffers.of(ints, true, false).narrow(length));
    }
    if (type == TInt64.class) {
      longs = longs.length < length ? new long[length] : longs;
      for (int i = 0; i < length; i++) {
        longs[i] = (long) numbers[i];
      }
      return TInt64.tensorOf(shape, DataBuffers.of(longs, true, false).narrow(length));
    }
    if (type == TBool.class) {
      booleans = booleans.length < length ? new boolean[length] : booleans;
      for (int i = 0; i < length; i++) {
        booleans[i] = numbers[i] != 0;
      }
      return TBool.tensorOf(shape, DataBuffers.of(booleans, true, false).narrow(length));
    }
    return TString.tensorOf(shape, DataBuffers.of(strings, true, false).narrow(length));
  }

  private boolean holdsStrings() {
    return type == TString.class;
  }
}
