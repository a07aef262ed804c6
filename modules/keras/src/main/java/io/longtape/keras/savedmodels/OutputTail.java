package io.longtape.keras.savedmodels;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** The end of what a process prints, however much it prints. */
final class OutputTail {

  private static final int KEPT = 1 << 14;
  private static final int SHOWN = 300;

  /** The words of glog, of the JVM and of its heap when they end a process. */
  private static final Pattern FATAL =
      Pattern.compile("Check failed|SIG[A-Z]{2,5} \\(0x|OutOfMemoryError|^F\\d{4} |: F ");

  private final byte[] ring = new byte[KEPT];
  private final Thread reader;
  private long count;

  OutputTail(InputStream output) {
    reader = new Thread(() -> read(output), "longtape-model-output");
    reader.setDaemon(true);
    reader.start();
  }

  /** The line that tells why the process ended, or the last one; empty when there is none. */
  String reason() {
    try {
      reader.join(TimeUnit.SECONDS.toMillis(1));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    List<String> lines =
        text().lines().map(OutputTail::printable).filter(line -> !line.isEmpty()).toList();
    return lines.stream()
        .filter(line -> FATAL.matcher(line).find())
        .findFirst()
        .or(() -> lines.stream().reduce((first, second) -> second))
        .orElse("");
  }

  /** A text of an untrusted process as one line of moderate length. */
  static String printable(String text) {
    String line = text.replaceAll("[\\p{Cntrl}\\s]+", " ").strip().replaceFirst("^# *", "");
    return line.length() <= SHOWN ? line : line.substring(0, SHOWN) + "...";
  }

  private synchronized String text() {
    int length = (int) Math.min(count, KEPT);
    byte[] last = new byte[length];
    for (int i = 0; i < length; i++) {
      last[i] = ring[(int) ((count - length + i) % KEPT)];
    }
    return new String(last, StandardCharsets.UTF_8);
  }

  private void read(InputStream output) {
    byte[] buffer = new byte[4096];
    try (output) {
      for (int n = output.read(buffer); n >= 0; n = output.read(buffer)) {
        keep(buffer, n);
      }
    } catch (IOException e) {
      keep(new byte[] {'\n'}, 1);
    }
  }

  private synchronized void keep(byte[] bytes, int length) {
    for (int i = 0; i < length; i++) {
      ring[(int) (count++ % KEPT)] = bytes[i];
    }
  }
}
