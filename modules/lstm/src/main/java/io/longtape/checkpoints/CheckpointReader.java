package io.longtape.checkpoints;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.io.StreamCorruptedException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** Reads a checkpoint; allocates nothing that the file is too short to fill. */
final class CheckpointReader implements ManifestReader.Arrays {

  private static final int CHUNK = 1 << 16;

  private final ZipFile zip;
  private final byte[] chunk = new byte[CHUNK];
  private long unread;
  private int index;

  private CheckpointReader(ZipFile zip, long length) {
    this.zip = zip;
    this.unread = length;
  }

  static TrainingState read(Path file, Optional<String> fingerprint) throws IOException {
    long length;
    try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "r")) {
      Seal.verify(bytes);
      length = bytes.length();
    }
    try (ZipFile zip = new ZipFile(file.toFile())) {
      CheckpointReader reader = new CheckpointReader(zip, length);
      JsonNode manifest = reader.manifest();
      ManifestReader.requireVersion(manifest);
      if (fingerprint.isPresent()) {
        Fingerprints.requireSame(ManifestReader.fingerprint(manifest), fingerprint.get());
      }
      return new ManifestReader(reader).read(manifest);
    }
  }

  private JsonNode manifest() throws IOException {
    ZipEntry entry = entry(CheckpointWriter.MANIFEST);
    byte[] json = new byte[length(entry, claim(entry))];
    read(entry, (bytes, offset, count) -> System.arraycopy(bytes, 0, json, (int) offset, count));
    try {
      return new ObjectMapper().readTree(json);
    } catch (JacksonException e) {
      throw new StreamCorruptedException("its manifest is no JSON: " + e.getOriginalMessage());
    }
  }

  @Override
  public float[] next(String weight, long[] shape) throws IOException {
    ZipEntry entry = entry(CheckpointWriter.arrayName(index++));
    long size = claim(entry);
    long numbers = numbers(shape);
    if (numbers < 0 || numbers != size / Float.BYTES || size % Float.BYTES != 0) {
      throw new StreamCorruptedException(
          "it holds %d bytes for weight '%s' of shape %s"
              .formatted(size, weight, Arrays.toString(shape)));
    }
    float[] data = new float[length(entry, numbers)];
    read(
        entry,
        (bytes, offset, count) ->
            ByteBuffer.wrap(bytes, 0, count)
                .order(ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer()
                .get(data, (int) (offset / Float.BYTES), count / Float.BYTES));
    return data;
  }

  /** The product of the sizes, or -1 where there is none. */
  private static long numbers(long[] shape) {
    long product = 1;
    for (long size : shape) {
      if (size < 0 || Math.multiplyHigh(product, size) != 0 || product * size < 0) {
        return -1;
      }
      product *= size;
    }
    return product;
  }

  private ZipEntry entry(String name) throws IOException {
    ZipEntry entry = zip.getEntry(name);
    if (entry == null) {
      throw new StreamCorruptedException("it has no entry '" + name + "'");
    }
    if (entry.getMethod() != ZipEntry.STORED) {
      throw new StreamCorruptedException("its entry '" + name + "' is compressed");
    }
    return entry;
  }

  /** The entry's size, if the file is long enough to hold it beside all entries before. */
  private long claim(ZipEntry entry) throws IOException {
    long size = entry.getSize();
    unread -= size;
    if (unread < 0) {
      throw new StreamCorruptedException(
          "its entry '%s' of %d bytes is larger than what is left of the file"
              .formatted(entry.getName(), size));
    }
    return size;
  }

  private static int length(ZipEntry entry, long count) throws IOException {
    if (count > Integer.MAX_VALUE - 8) {
      throw new StreamCorruptedException(
          "its entry '%s' is too large for an array".formatted(entry.getName()));
    }
    return (int) count;
  }

  private interface Sink {
    void accept(byte[] bytes, long offset, int count);
  }

  private void read(ZipEntry entry, Sink sink) throws IOException {
    CRC32 crc = new CRC32();
    long offset = 0;
    try (InputStream in = zip.getInputStream(entry)) {
      for (int count; (count = in.readNBytes(chunk, 0, CHUNK)) > 0; offset += count) {
        if (count > entry.getSize() - offset) {
          break;
        }
        crc.update(chunk, 0, count);
        sink.accept(chunk, offset, count);
      }
    }
    if (offset != entry.getSize() || crc.getValue() != entry.getCrc()) {
      throw new StreamCorruptedException(
          "its entry '%s' does not fit its checksum".formatted(entry.getName()));
    }
  }
}
