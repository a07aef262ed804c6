package io.longtape.keras.archives;

import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** The entries of a zip file that are wanted, unpacked within limits and with the right sum. */
final class ZipParts {

  private final Place place;
  private final Map<String, byte[]> parts = new LinkedHashMap<>();
  private long left;

  private ZipParts(Place place, ReadLimits limits) {
    this.place = place;
    left = limits.bytes();
  }

  static ZipParts read(InputFile file, Predicate<String> wanted, ReadLimits limits) {
    ZipParts read = new ZipParts(file.place(), limits);
    try (ZipFile zip = new ZipFile(file.path().toFile())) {
      Map<String, ZipEntry> entries = read.entries(zip, limits);
      for (ZipEntry entry : entries.values()) {
        if (wanted.test(entry.getName())) {
          read.parts.put(entry.getName(), read.unpack(zip, entry));
        }
      }
    } catch (IOException | IllegalArgumentException e) {
      throw read.place.error("damaged zip file: " + e.getMessage(), e);
    }
    return read;
  }

  Place place(String name) {
    return place.in(name);
  }

  Optional<byte[]> find(String name) {
    return Optional.ofNullable(parts.get(name));
  }

  byte[] get(String name) {
    return find(name)
        .orElseThrow(
            () -> place.error("has no '%s', which is part of every .keras file".formatted(name)));
  }

  private Map<String, ZipEntry> entries(ZipFile zip, ReadLimits limits) {
    if (zip.size() > limits.entries()) {
      throw place.error("has %d entries, more than %d".formatted(zip.size(), limits.entries()));
    }
    Map<String, ZipEntry> entries = new LinkedHashMap<>();
    zip.stream()
        .forEach(
            entry -> {
              String name = entry.getName();
              if (escapes(name)) {
                throw place.error("has an entry '%s', which leads out of the file".formatted(name));
              }
              if (entries.put(name, entry) != null) {
                throw place.error("has two entries '%s'".formatted(name));
              }
            });
    return entries;
  }

  private static boolean escapes(String name) {
    if (name.isEmpty() || name.startsWith("/") || name.contains("\\") || name.contains(":")) {
      return true;
    }
    for (String part : name.split("/", -1)) {
      if (part.equals("..") || part.equals(".")) {
        return true;
      }
    }
    return name.indexOf('\0') >= 0;
  }

  private byte[] unpack(ZipFile zip, ZipEntry entry) throws IOException {
    byte[] bytes;
    try (InputStream in = zip.getInputStream(entry)) {
      bytes = in.readNBytes((int) left);
      if (bytes.length == left && in.read() >= 0) {
        throw place(entry.getName())
            .error("is larger than the limit for this file; give the JVM more memory by -Xmx");
      }
    }
    left -= bytes.length;
    CRC32 sum = new CRC32();
    sum.update(bytes);
    if (sum.getValue() != entry.getCrc()) {
      throw place(entry.getName()).error("damaged: its checksum is wrong");
    }
    return bytes;
  }
}
