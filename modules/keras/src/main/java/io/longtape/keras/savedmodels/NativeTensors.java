package io.longtape.keras.savedmodels;

import org.tensorflow.Tensor;
import org.tensorflow.ndarray.NdArray;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TBfloat16;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat16;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.TString;
import org.tensorflow.types.TUint16;
import org.tensorflow.types.TUint8;

/** Tensors between the Java heap and TensorFlow's memory. */
final class NativeTensors {

  private NativeTensors() {}

  /** A copy in TensorFlow's memory, which the caller closes. */
  static Tensor copyOf(HeapTensor tensor) {
    Shape shape = tensor.shape();
    Object data = tensor.data();
    return switch (tensor.type()) {
      case FLOAT16 -> TFloat16.tensorOf(shape, DataBuffers.of((float[]) data, true, false));
      case BFLOAT16 -> TBfloat16.tensorOf(shape, DataBuffers.of((float[]) data, true, false));
      case FLOAT32 -> TFloat32.tensorOf(shape, DataBuffers.of((float[]) data, true, false));
      case FLOAT64 -> TFloat64.tensorOf(shape, DataBuffers.of((double[]) data, true, false));
      case INT32 -> TInt32.tensorOf(shape, DataBuffers.of((int[]) data, true, false));
      case INT64 -> TInt64.tensorOf(shape, DataBuffers.of((long[]) data, true, false));
      case UINT8 -> TUint8.tensorOf(shape, DataBuffers.of((byte[]) data, true, false));
      case UINT16 -> TUint16.tensorOf(shape, DataBuffers.of((short[]) data, true, false));
      case BOOL -> TBool.tensorOf(shape, DataBuffers.of((boolean[]) data, true, false));
      case STRING -> TString.tensorOf(shape, DataBuffers.of((String[]) data, true, false));
    };
  }

  /** A copy on the heap; the tensor stays the caller's. */
  static HeapTensor read(String name, Tensor tensor) {
    ElementType type = ElementType.of(name, tensor.dataType());
    return new HeapTensor(type, tensor.shape(), HeapArrays.copyOf(name, (NdArray<?>) tensor));
  }
}
