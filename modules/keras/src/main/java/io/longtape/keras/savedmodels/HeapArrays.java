package io.longtape.keras.savedmodels;

import org.tensorflow.ndarray.BooleanNdArray;
import org.tensorflow.ndarray.ByteNdArray;
import org.tensorflow.ndarray.DoubleNdArray;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.IntNdArray;
import org.tensorflow.ndarray.LongNdArray;
import org.tensorflow.ndarray.NdArray;
import org.tensorflow.ndarray.ShortNdArray;
import org.tensorflow.ndarray.buffer.DataBuffers;

/** The elements of NdArrays as arrays, row-major. */
final class HeapArrays {

  private HeapArrays() {}

  /**
   * A primitive array, or one of strings.
   *
   * @param name what it is, for the message
   * @throws IllegalArgumentException when it holds other objects
   */
  static Object copyOf(String name, NdArray<?> array) {
    int size = Math.toIntExact(array.size());
    if (array instanceof FloatNdArray floats) {
      float[] copy = new float[size];
      floats.copyTo(DataBuffers.of(copy, false, false));
      return copy;
    }
    if (array instanceof DoubleNdArray doubles) {
      double[] copy = new double[size];
      doubles.copyTo(DataBuffers.of(copy, false, false));
      return copy;
    }
    if (array instanceof IntNdArray ints) {
      int[] copy = new int[size];
      ints.copyTo(DataBuffers.of(copy, false, false));
      return copy;
    }
    if (array instanceof LongNdArray longs) {
      long[] copy = new long[size];
      longs.copyTo(DataBuffers.of(copy, false, false));
      return copy;
    }
    if (array instanceof ByteNdArray bytes) {
      byte[] copy = new byte[size];
      bytes.copyTo(DataBuffers.of(copy, false, false));
      return copy;
    }
    if (array instanceof ShortNdArray shorts) {
      short[] copy = new short[size];
      shorts.copyTo(DataBuffers.of(copy, false, false));
      return copy;
    }
    if (array instanceof BooleanNdArray booleans) {
      boolean[] copy = new boolean[size];
      booleans.copyTo(DataBuffers.of(copy, false, false));
      return copy;
    }
    return strings(name, array, size);
  }

  private static String[] strings(String name, NdArray<?> array, int size) {
    String[] copy = new String[size];
    int next = 0;
    for (NdArray<?> scalar : array.scalars()) {
      if (!(scalar.getObject() instanceof String text)) {
        throw new IllegalArgumentException(
            "%s holds neither numbers nor strings nor booleans: %s"
                .formatted(name, scalar.getObject()));
      }
      copy[next++] = text;
    }
    return copy;
  }
}
