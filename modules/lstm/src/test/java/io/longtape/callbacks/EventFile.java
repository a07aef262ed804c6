package io.longtape.callbacks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.tensorflow.proto.Event;

/**
 * Reads an event file: TFRecords, which are a length, its checksum, an event and its checksum, one
 * after the other.
 */
final class EventFile {

  private static final int MASK_DELTA = 0xa282ead8;

  private EventFile() {}

  /** All files of a run, in the order of their names. */
  static List<Path> files(Path run) throws IOException {
    try (Stream<Path> files = Files.list(run)) {
      return files.sorted().toList();
    }
  }

  /** The events of the only file of a run, without the one that only says the version. */
  static List<Event> events(Path run) throws IOException {
    List<Path> files = files(run);
    assertThat(files).hasSize(1);
    List<Event> events = read(files.get(0));
    assertThat(events.get(0).getFileVersion()).isEqualTo("brain.Event:2");
    return events.subList(1, events.size());
  }

  static List<Event> read(Path file) throws IOException {
    ByteBuffer in = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    List<Event> events = new ArrayList<>();
    while (in.hasRemaining()) {
      int length = (int) ByteBuffer.wrap(record(in, 8)).order(ByteOrder.LITTLE_ENDIAN).getLong();
      events.add(Event.parseFrom(record(in, length)));
    }
    return events;
  }

  private static byte[] record(ByteBuffer in, int length) {
    byte[] bytes = new byte[length];
    in.get(bytes);
    CRC32C crc = new CRC32C();
    crc.update(bytes);
    int masked = Integer.rotateRight((int) crc.getValue(), 15) + MASK_DELTA;
    assertThat(in.getInt()).as("checksum").isEqualTo(masked);
    return bytes;
  }
}
