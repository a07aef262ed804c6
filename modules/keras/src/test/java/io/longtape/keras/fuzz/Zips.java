package io.longtape.keras.fuzz;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/** Reads and writes whole zip files in memory. */
final class Zips {

  private Zips() {}

  static Map<String, byte[]> read(byte[] zip) throws IOException {
    Map<String, byte[]> members = new LinkedHashMap<>();
    try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        members.put(entry.getName(), in.readAllBytes());
      }
    }
    return members;
  }

  /** Members without compression, as Keras writes them, with their right checksums. */
  static byte[] write(Map<String, byte[]> members) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream out = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, byte[]> member : members.entrySet()) {
        CRC32 sum = new CRC32();
        sum.update(member.getValue());
        ZipEntry entry = new ZipEntry(member.getKey());
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(member.getValue().length);
        entry.setCrc(sum.getValue());
        out.putNextEntry(entry);
        out.write(member.getValue());
      }
    }
    return bytes.toByteArray();
  }
}
