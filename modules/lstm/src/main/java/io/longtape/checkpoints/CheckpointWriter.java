package io.longtape.checkpoints;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.longtape.weights.WeightValues;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Writes a checkpoint: a zip archive of stored entries, first the manifest, then each array of
 * numbers as little-endian float32.
 */
final class CheckpointWriter {

  static final String MANIFEST = "longtape-checkpoint.json";

  /** The numbers of a buffer full, so that writing needs no second copy of the arrays. */
  private static final int CHUNK = 1 << 14;

  private final ZipOutputStream zip;
  private final ByteBuffer buffer =
      ByteBuffer.allocate(CHUNK * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);

  private CheckpointWriter(ZipOutputStream zip) {
    this.zip = zip;
  }

  static void write(Path file, TrainingState state) throws IOException {
    ManifestWriter manifest = new ManifestWriter();
    byte[] json =
        new ObjectMapper()
            .writerWithDefaultPrettyPrinter()
            .writeValueAsBytes(manifest.write(state));
    AtomicFile.write(
        file,
        out -> Seal.write(out, zip -> new CheckpointWriter(zip).all(json, manifest.arrays())));
  }

  static String arrayName(int index) {
    return "arrays/" + index;
  }

  private void all(byte[] json, List<WeightValues.Value> arrays) throws IOException {
    entry(MANIFEST, json.length, sink -> sink.accept(json, json.length));
    int index = 0;
    for (WeightValues.Value array : arrays) {
      float[] data = array.data();
      long size = (long) data.length * Float.BYTES;
      entry(arrayName(index++), size, sink -> chunks(data, sink));
    }
  }

  private interface Sink {
    void accept(byte[] bytes, int length) throws IOException;
  }

  private interface Source {
    void sendTo(Sink sink) throws IOException;
  }

  /** Goes through the bytes twice: a stored entry's checksum stands before it. */
  private void entry(String name, long size, Source source) throws IOException {
    CRC32 crc = new CRC32();
    source.sendTo((bytes, length) -> crc.update(bytes, 0, length));
    ZipEntry entry = new ZipEntry(name);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(size);
    entry.setCrc(crc.getValue());
    zip.putNextEntry(entry);
    source.sendTo((bytes, length) -> zip.write(bytes, 0, length));
    zip.closeEntry();
  }

  private void chunks(float[] data, Sink sink) throws IOException {
    for (int from = 0; from < data.length; from += CHUNK) {
      int count = Math.min(CHUNK, data.length - from);
      buffer.asFloatBuffer().put(data, from, count);
      sink.accept(buffer.array(), count * Float.BYTES);
    }
  }
}
