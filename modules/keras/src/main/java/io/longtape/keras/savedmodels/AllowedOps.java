package io.longtape.keras.savedmodels;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.util.Set;
import java.util.stream.Collectors;

/** The ops that a graph may hold: those on the list of harmless ones, and those a caller allows. */
final class AllowedOps {

  private static final String LIST = "allowed-ops.txt";
  private static final Set<String> HARMLESS = read();

  private final Set<String> additional;

  AllowedOps(Set<String> additional) {
    this.additional = additional;
  }

  boolean isHarmless(String op) {
    return HARMLESS.contains(op);
  }

  /** Whether the caller named it, which allows it wherever it stands. */
  boolean isAllowedByCaller(String op) {
    return additional.contains(op);
  }

  private static Set<String> read() {
    try (InputStream in = AllowedOps.class.getResourceAsStream(LIST);
        BufferedReader lines = new BufferedReader(new InputStreamReader(in, UTF_8))) {
      return lines
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .collect(Collectors.toUnmodifiableSet());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
