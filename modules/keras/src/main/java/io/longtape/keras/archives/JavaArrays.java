package io.longtape.keras.archives;

import io.longtape.weights.WeightValues.Value;
import java.lang.reflect.Array;
import java.util.Arrays;
import org.tensorflow.ndarray.Shape;

/** Makes of a weight's numbers the nested arrays that jHDF writes. */
final class JavaArrays {

  private JavaArrays() {}

  static Object of(Value value) {
    return of(value.data(), 0, value.shape());
  }

  private static Object of(float[] data, int start, Shape shape) {
    if (shape.numDimensions() == 0) {
      return data[start];
    }
    int size = Math.toIntExact(shape.size());
    if (shape.numDimensions() == 1) {
      return Arrays.copyOfRange(data, start, start + size);
    }
    int count = (int) shape.get(0);
    Shape inner = shape.tail();
    Object first = of(data, start, inner);
    Object all = Array.newInstance(first.getClass(), count);
    for (int i = 0; i < count; i++) {
      Array.set(all, i, of(data, start + i * (size / count), inner));
    }
    return all;
  }
}
