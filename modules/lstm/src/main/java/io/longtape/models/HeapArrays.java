package io.longtape.models;

import org.tensorflow.ndarray.BooleanNdArray;
import org.tensorflow.ndarray.DoubleNdArray;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.IntNdArray;
import org.tensorflow.ndarray.LongNdArray;
import org.tensorflow.ndarray.NdArray;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TType;

/** Copies of tensors that outlive them. */
final class HeapArrays {

  private HeapArrays() {}

  static float[] floats(TFloat32 tensor) {
    float[] data = new float[Math.toIntExact(tensor.size())];
    tensor.copyTo(DataBuffers.of(data, false, false));
    return data;
  }

  @SuppressWarnings("unchecked") // the copy is of the tensor's own type
  static <T> NdArray<T> copyOf(TType tensor) {
    NdArray<T> array = (NdArray<T>) tensor;
    NdArray<T> copy = (NdArray<T>) empty(array, array.shape());
    array.copyTo(copy);
    return copy;
  }

  /** An array for elements of the same type as another one's. */
  static NdArray<?> empty(NdArray<?> like, Shape shape) {
    if (like instanceof FloatNdArray) {
      return NdArrays.ofFloats(shape);
    }
    if (like instanceof DoubleNdArray) {
      return NdArrays.ofDoubles(shape);
    }
    if (like instanceof IntNdArray) {
      return NdArrays.ofInts(shape);
    }
    if (like instanceof LongNdArray) {
      return NdArrays.ofLongs(shape);
    }
    if (like instanceof BooleanNdArray) {
      return NdArrays.ofBooleans(shape);
    }
    return NdArrays.ofObjects(String.class, shape);
  }
}
