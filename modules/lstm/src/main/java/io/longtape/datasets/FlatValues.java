package io.longtape.datasets;

import org.tensorflow.ndarray.BooleanNdArray;
import org.tensorflow.ndarray.DoubleNdArray;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.IntNdArray;
import org.tensorflow.ndarray.LongNdArray;
import org.tensorflow.ndarray.NdArray;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;

/** Values that were copied from an {@link NdArray}: examples of one shape, one after the other. */
record FlatValues(Slot slot, int size, Shape each, Object flat) implements Values {

  static FlatValues of(Slot slot, NdArray<?> array, boolean oneExample) {
    Shape shape = array.shape();
    if (!oneExample && shape.numDimensions() == 0) {
      throw new IllegalArgumentException(
          slot + " is one number, but an array with an axis for the examples is wanted");
    }
    int size = oneExample ? 1 : Math.toIntExact(shape.get(0));
    Shape each = oneExample ? shape : shape.tail();
    return new FlatValues(slot, size, each, copy(slot, array));
  }

  @Override
  public Shape shape(int example) {
    return each;
  }

  @Override
  public void write(int example, double[] destination, int offset) {
    int length = (int) each.size();
    NestedValues.copy(slot, flat, example * length, length, destination, offset);
  }

  @Override
  public void writeStrings(int example, String[] destination, int offset) {
    int length = (int) each.size();
    if (!(flat instanceof String[] strings)) {
      throw Values.wrongKind(slot, false);
    }
    System.arraycopy(strings, example * length, destination, offset, length);
  }

  private static Object copy(Slot slot, NdArray<?> array) {
    int length = Math.toIntExact(array.size());
    if (array instanceof FloatNdArray floats) {
      float[] copy = new float[length];
      floats.copyTo(DataBuffers.of(copy, false, false));
      return copy;
    }
    if (array instanceof DoubleNdArray doubles) {
      double[] copy = new double[length];
      doubles.copyTo(DataBuffers.of(copy, false, false));
      return copy;
    }
    if (array instanceof IntNdArray ints) {
      int[] copy = new int[length];
      ints.copyTo(DataBuffers.of(copy, false, false));
      return copy;
    }
    if (array instanceof LongNdArray longs) {
      long[] copy = new long[length];
      longs.copyTo(DataBuffers.of(copy, false, false));
      return copy;
    }
    if (array instanceof BooleanNdArray booleans) {
      boolean[] copy = new boolean[length];
      booleans.copyTo(DataBuffers.of(copy, false, false));
      return copy;
    }
    String[] copy = new String[length];
    int[] next = {0};
    array
        .scalars()
        .forEach(
            scalar -> {
              if (!(scalar.getObject() instanceof String string)) {
                throw new IllegalArgumentException(
                    slot + " is an NdArray of neither numbers nor strings");
              }
              copy[next[0]++] = string;
            });
    return copy;
  }
}
