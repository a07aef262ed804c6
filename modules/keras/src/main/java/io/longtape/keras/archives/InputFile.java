package io.longtape.keras.archives;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** A file that is there, and not larger than the limits. */
record InputFile(Path path, Place place) {

  static InputFile of(Path path, ReadLimits limits) {
    Place place = Place.of(path.toString());
    try {
      if (!Files.exists(path)) {
        throw place.error("there is no such file");
      }
      if (!Files.isRegularFile(path)) {
        throw place.error("is not a file");
      }
      long size = Files.size(path);
      if (size > limits.bytes()) {
        throw place.error(
            "has %d bytes, more than the %d that are read; give the JVM more memory by -Xmx"
                .formatted(size, limits.bytes()));
      }
    } catch (IOException e) {
      throw place.cannotBe("read", e);
    }
    return new InputFile(path, place);
  }

  /** Whether the file begins with a mark. */
  boolean startsWith(String mark) {
    byte[] expected = mark.getBytes(StandardCharsets.ISO_8859_1);
    try (InputStream in = Files.newInputStream(path)) {
      return Arrays.equals(in.readNBytes(expected.length), expected);
    } catch (IOException e) {
      throw place.cannotBe("read", e);
    }
  }

  byte[] bytes() {
    try {
      return Files.readAllBytes(path);
    } catch (IOException e) {
      throw place.cannotBe("read", e);
    }
  }
}
