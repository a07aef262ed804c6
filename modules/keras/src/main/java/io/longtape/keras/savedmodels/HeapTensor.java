package io.longtape.keras.savedmodels;

import java.lang.reflect.Array;
import org.tensorflow.ndarray.NdArray;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;

/**
 * A tensor on the Java heap.
 *
 * @param type of its elements
 * @param shape all sizes known
 * @param data row-major, an array of the type's class
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier
record HeapTensor(ElementType type, Shape shape, Object data) {

  HeapTensor {
    if (!type.array().isInstance(data) || shape.size() != Array.getLength(data)) {
      throw new IllegalArgumentException(
          "a tensor of %s and shape %s is not a %s of %d"
              .formatted(type, shape, data.getClass().getSimpleName(), Array.getLength(data)));
    }
  }

  /** Shares the data. */
  NdArray<?> toNdArray() {
    return switch (type) {
      case FLOAT16, BFLOAT16, FLOAT32 ->
          NdArrays.wrap(shape, DataBuffers.of((float[]) data, false, false));
      case FLOAT64 -> NdArrays.wrap(shape, DataBuffers.of((double[]) data, false, false));
      case INT32 -> NdArrays.wrap(shape, DataBuffers.of((int[]) data, false, false));
      case INT64 -> NdArrays.wrap(shape, DataBuffers.of((long[]) data, false, false));
      case UINT8 -> NdArrays.wrap(shape, DataBuffers.of((byte[]) data, false, false));
      case UINT16 -> NdArrays.wrap(shape, DataBuffers.of((short[]) data, false, false));
      case BOOL -> NdArrays.wrap(shape, DataBuffers.of((boolean[]) data, false, false));
      case STRING -> NdArrays.wrap(shape, DataBuffers.of((String[]) data, false, false));
    };
  }
}
