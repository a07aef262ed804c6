package io.longtape.keras.savedmodels;

import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Map;

/** Writes what {@link WireReader} reads. */
final class WireWriter {

  private static final int CHUNK = 1 << 16;

  private final DataOutputStream out;

  WireWriter(OutputStream out) {
    this.out = new DataOutputStream(new BufferedOutputStream(out, CHUNK));
  }

  void writeInt(int value) throws IOException {
    out.writeInt(value);
  }

  void writeString(String value) throws IOException {
    byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  void writeStrings(Collection<String> values) throws IOException {
    out.writeInt(values.size());
    for (String value : values) {
      writeString(value);
    }
  }

  void writeTensors(Map<String, HeapTensor> tensors) throws IOException {
    out.writeInt(tensors.size());
    for (Map.Entry<String, HeapTensor> tensor : tensors.entrySet()) {
      writeString(tensor.getKey());
      writeTensor(tensor.getValue());
    }
  }

  void flush() throws IOException {
    out.flush();
  }

  private void writeTensor(HeapTensor tensor) throws IOException {
    writeString(tensor.type().name());
    long[] sizes = tensor.shape().asArray();
    out.writeInt(sizes.length);
    for (long size : sizes) {
      out.writeLong(size);
    }
    if (tensor.type() == ElementType.STRING) {
      for (String value : (String[]) tensor.data()) {
        writeString(value);
      }
    } else {
      writeNumbers(WireNumbers.width(tensor.type()), tensor);
    }
  }

  private void writeNumbers(int width, HeapTensor tensor) throws IOException {
    ByteBuffer chunk = ByteBuffer.allocate(CHUNK);
    int size = (int) tensor.shape().size();
    for (int from = 0; from < size; from += CHUNK / width) {
      int count = Math.min(size - from, CHUNK / width);
      WireNumbers.put(chunk.clear(), tensor.data(), from, count);
      out.write(chunk.array(), 0, count * width);
    }
  }
}
