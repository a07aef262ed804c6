package io.longtape.keras.savedmodels;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Array;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.ndarray.Shape;

/**
 * Reads messages from a process that is not trusted: all that a message makes this process keep is
 * taken from an allowance before it is allocated, whatever sizes the message states.
 */
final class WireReader {

  private static final int CHUNK = 1 << 16;
  private static final int MAX_RANK = 64;

  /** What a small object takes on the heap, about; it bounds their number. */
  private static final int OBJECT = 64;

  private final DataInputStream in;
  private long allowance;

  WireReader(InputStream in) {
    this.in = new DataInputStream(new BufferedInputStream(in, CHUNK));
  }

  /**
   * Starts a message.
   *
   * @param bytes how much of the heap it may fill
   */
  void allow(long bytes) {
    allowance = bytes;
  }

  int readInt() throws IOException {
    return in.readInt();
  }

  String readString() throws IOException {
    int length = in.readInt();
    spend(length, 1);
    spend(1, OBJECT);
    byte[] bytes = new byte[length];
    in.readFully(bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  List<String> readStrings() throws IOException {
    int count = readCount();
    List<String> values = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      values.add(readString());
    }
    return values;
  }

  Map<String, HeapTensor> readTensors() throws IOException {
    int count = readCount();
    Map<String, HeapTensor> tensors = new LinkedHashMap<>();
    for (int i = 0; i < count; i++) {
      tensors.put(readString(), readTensor());
    }
    return tensors;
  }

  private HeapTensor readTensor() throws IOException {
    spend(4, OBJECT);
    ElementType type = readType();
    int rank = in.readInt();
    if (rank < 0 || rank > MAX_RANK) {
      throw new IOException("a tensor with %d axes".formatted(rank));
    }
    spend(rank, Long.BYTES);
    long[] sizes = new long[rank];
    for (int i = 0; i < rank; i++) {
      sizes[i] = in.readLong();
    }
    if (type == ElementType.STRING) {
      String[] data = new String[elements(sizes, OBJECT)];
      for (int i = 0; i < data.length; i++) {
        data[i] = readString();
      }
      return new HeapTensor(type, Shape.of(sizes), data);
    }
    int width = WireNumbers.width(type);
    Object data = WireNumbers.newArray(type, elements(sizes, width));
    readNumbers(width, data);
    return new HeapTensor(type, Shape.of(sizes), data);
  }

  private ElementType readType() throws IOException {
    String name = readString();
    for (ElementType type : ElementType.values()) {
      if (type.name().equals(name)) {
        return type;
      }
    }
    throw new IOException("a tensor of type " + OutputTail.printable(name));
  }

  private void readNumbers(int width, Object data) throws IOException {
    int size = Array.getLength(data);
    ByteBuffer chunk = ByteBuffer.allocate(CHUNK);
    for (int from = 0; from < size; from += CHUNK / width) {
      int count = Math.min(size - from, CHUNK / width);
      in.readFully(chunk.array(), 0, count * width);
      WireNumbers.get(chunk.clear(), data, from, count);
    }
  }

  private int readCount() throws IOException {
    int count = in.readInt();
    spend(count, OBJECT);
    return count;
  }

  private int elements(long[] sizes, int width) throws IOException {
    long count = 1;
    for (long size : sizes) {
      if (size < 0 || (count > 0 && size > Integer.MAX_VALUE / count)) {
        throw new IOException("a tensor with sizes " + Arrays.toString(sizes));
      }
      count *= size;
    }
    spend(count, width);
    return (int) count;
  }

  private void spend(long count, int width) throws IOException {
    if (count < 0 || count > allowance / width) {
      throw new IOException("an answer larger than is allowed");
    }
    allowance -= count * width;
  }
}
