package io.longtape.keras.savedmodels;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TUint16;
import org.tensorflow.types.TUint8;

class NativeTensorsTest {

  private static final Shape SHAPE = Shape.of(2, 1);

  static Stream<HeapTensor> tensors() {
    return Stream.of(
        new HeapTensor(ElementType.FLOAT16, SHAPE, new float[] {0.5f, -2}),
        new HeapTensor(ElementType.BFLOAT16, SHAPE, new float[] {0.5f, -2}),
        new HeapTensor(ElementType.FLOAT32, SHAPE, new float[] {0.1f, Float.NaN}),
        new HeapTensor(ElementType.FLOAT64, SHAPE, new double[] {0.1, -1e300}),
        new HeapTensor(ElementType.INT32, SHAPE, new int[] {1, Integer.MIN_VALUE}),
        new HeapTensor(ElementType.INT64, SHAPE, new long[] {1, Long.MAX_VALUE}),
        new HeapTensor(ElementType.UINT8, SHAPE, new byte[] {1, -1}),
        new HeapTensor(ElementType.UINT16, SHAPE, new short[] {1, -1}),
        new HeapTensor(ElementType.BOOL, SHAPE, new boolean[] {true, false}),
        new HeapTensor(ElementType.STRING, SHAPE, new String[] {"", "日本語"}),
        new HeapTensor(ElementType.STRING, Shape.scalar(), new String[] {"one"}),
        new HeapTensor(ElementType.FLOAT32, Shape.of(0, 3), new float[0]));
  }

  @Test
  void unsignedTensorsKeepTheirNumbers() {
    try (TUint8 bytes = TUint8.vectorOf((byte) 200, (byte) 7);
        TUint16 shorts =
            TUint16.tensorOf(SHAPE, DataBuffers.of(new short[] {-1, 7}, true, false))) {
      assertThat(JavaValue.of("x", bytes, Shape.unknown()).data()).isEqualTo(new int[] {200, 7});
      assertThat(JavaValue.of("x", shorts, Shape.unknown()).data()).isEqualTo(new int[] {65535, 7});
    }
  }

  @ParameterizedTest
  @MethodSource("tensors")
  void goToTensorFlowAndBack(HeapTensor expected) {
    try (Tensor copy = NativeTensors.copyOf(expected)) {
      assertThat(copy.dataType()).isEqualTo(expected.type().dataType());
      HeapTensor back = NativeTensors.read("it", copy);
      assertThat(back.type()).isEqualTo(expected.type());
      assertThat(back.shape()).isEqualTo(expected.shape());
      assertThat(back.data()).isEqualTo(expected.data());
      assertThat(HeapArrays.copyOf("it", back.toNdArray())).isEqualTo(expected.data());
    }
  }
}
