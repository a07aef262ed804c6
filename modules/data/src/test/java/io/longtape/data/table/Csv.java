package io.longtape.data.table;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;

/** Reads a CSV that a test writes out. */
final class Csv {
  private Csv() {}

  static Table read(String text) {
    return read(CsvReader.create(), text);
  }

  static Table read(CsvReader reader, String text) {
    return read(reader, text.getBytes(StandardCharsets.UTF_8));
  }

  static Table read(CsvReader reader, byte[] bytes) {
    return reader.read(new ByteArrayInputStream(bytes), "train.csv");
  }
}
