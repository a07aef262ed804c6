package io.longtape.keras.savedmodels;

import java.util.regex.Pattern;

/** What TensorFlow says of a failure, in one line. */
final class Reasons {

  private static final Pattern PLACE = Pattern.compile("\\{\\{[^}]*}}\\s*");

  private Reasons() {}

  /** The first line, without the names of generated functions. */
  static String line(Exception e) {
    String first =
        String.valueOf(e.getMessage())
            .lines()
            .filter(line -> !line.isBlank())
            .findFirst()
            .orElse("");
    return PLACE.matcher(first).replaceAll("").strip();
  }
}
