package io.longtape.keras.savedmodels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tensorflow.ndarray.Shape;

class WireTest {

  private static final int MEBIBYTE = 1 << 20;

  @FunctionalInterface
  private interface Message {
    void write(DataOutputStream out) throws IOException;
  }

  @ParameterizedTest
  @EnumSource(ElementType.class)
  void bringsEachTypeAcross(ElementType type) throws IOException {
    HeapTensor tensor = new HeapTensor(type, Shape.of(1, 3), three(type));
    HeapTensor read = send(Map.of("x", tensor)).readTensors().get("x");
    assertThat(read.type()).isEqualTo(type);
    assertThat(read.shape()).isEqualTo(Shape.of(1, 3));
    assertThat(read.data()).isEqualTo(three(type));
  }

  @Test
  void bringsMoreThanOneChunkAcross() throws IOException {
    double[] data = IntStream.range(0, 20_000).mapToDouble(i -> i / 7.0).toArray();
    HeapTensor tensor = new HeapTensor(ElementType.FLOAT64, Shape.of(20_000), data);
    assertThat(send(Map.of("x", tensor)).readTensors().get("x").data()).isEqualTo(data);
  }

  @Test
  void bringsScalarsAndEmptyTensorsAcross() throws IOException {
    HeapTensor scalar = new HeapTensor(ElementType.INT32, Shape.scalar(), new int[] {7});
    HeapTensor empty = new HeapTensor(ElementType.FLOAT32, Shape.of(0, 5), new float[0]);
    Map<String, HeapTensor> read = send(Map.of("scalar", scalar, "empty", empty)).readTensors();
    assertThat(read.get("scalar").shape().numDimensions()).isZero();
    assertThat(read.get("scalar").data()).isEqualTo(new int[] {7});
    assertThat(read.get("empty").shape()).isEqualTo(Shape.of(0, 5));
  }

  @Test
  void refusesMoreTensorsThanAreAllowed() {
    assertThatThrownBy(reader(out -> out.writeInt(Integer.MAX_VALUE))::readTensors)
        .isInstanceOf(IOException.class)
        .hasMessage("an answer larger than is allowed");
  }

  @Test
  void refusesANegativeLength() {
    assertThatThrownBy(reader(out -> out.writeInt(-1))::readString)
        .hasMessage("an answer larger than is allowed");
  }

  @Test
  void refusesATensorLargerThanIsAllowed() {
    assertThatThrownBy(tensor("FLOAT64", 1 << 17, 2)::readTensors)
        .hasMessage("an answer larger than is allowed");
  }

  @Test
  void countsTensorsTogether() throws IOException {
    float[] half = new float[MEBIBYTE / 8];
    HeapTensor tensor = new HeapTensor(ElementType.FLOAT32, Shape.of(half.length), half);
    assertThat(send(Map.of("a", tensor)).readTensors()).containsOnlyKeys("a");
    WireReader two = send(Map.of("a", tensor, "b", tensor));
    assertThatThrownBy(two::readTensors).hasMessage("an answer larger than is allowed");
  }

  @Test
  void refusesSizesWhoseProductOverflows() {
    assertThatThrownBy(tensor("FLOAT32", 1L << 32, 1L << 32)::readTensors)
        .hasMessage("a tensor with sizes [4294967296, 4294967296]");
    assertThatThrownBy(tensor("FLOAT32", -1)::readTensors).hasMessage("a tensor with sizes [-1]");
  }

  @Test
  void refusesUnknownTypesAndTooManyAxes() {
    assertThatThrownBy(tensor("COMPLEX", 1)::readTensors).hasMessage("a tensor of type COMPLEX");
    assertThatThrownBy(tensor("FLOAT32", new long[65])::readTensors)
        .hasMessage("a tensor with 65 axes");
  }

  @Test
  void saysWhenAMessageBreaksOff() {
    assertThatThrownBy(tensor("FLOAT32", 3)::readTensors).isInstanceOf(EOFException.class);
  }

  private static WireReader tensor(String type, long... sizes) {
    return reader(
        out -> {
          out.writeInt(1);
          out.writeInt(1);
          out.writeByte('x');
          out.writeInt(type.length());
          out.writeBytes(type);
          out.writeInt(sizes.length);
          for (long size : sizes) {
            out.writeLong(size);
          }
        });
  }

  private static WireReader send(Map<String, HeapTensor> tensors) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    WireWriter writer = new WireWriter(bytes);
    writer.writeTensors(tensors);
    writer.flush();
    return reader(out -> out.write(bytes.toByteArray()));
  }

  private static WireReader reader(Message message) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      message.write(new DataOutputStream(bytes));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    WireReader reader = new WireReader(new ByteArrayInputStream(bytes.toByteArray()));
    reader.allow(MEBIBYTE);
    return reader;
  }

  private static Object three(ElementType type) {
    return switch (type) {
      case FLOAT16, BFLOAT16, FLOAT32 -> new float[] {1.5f, -2, Float.NaN};
      case FLOAT64 -> new double[] {1e300, -2, Double.NEGATIVE_INFINITY};
      case INT32 -> new int[] {1, -2, Integer.MAX_VALUE};
      case INT64 -> new long[] {1, -2, Long.MIN_VALUE};
      case UINT8 -> new byte[] {1, -2, 127};
      case UINT16 -> new short[] {1, -2, 32767};
      case BOOL -> new boolean[] {true, false, true};
      case STRING -> new String[] {"", "ein schöner Film", "映画"};
    };
  }
}
