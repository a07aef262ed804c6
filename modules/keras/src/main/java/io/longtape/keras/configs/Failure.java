package io.longtape.keras.configs;

import io.longtape.serving.ModelException;

/** What is thrown for a config that is refused: one line, whatever names and values are in it. */
final class Failure {

  private static final int LONGEST = 500;

  private Failure() {}

  static ModelException of(String message) {
    return new ModelException(line(message, LONGEST));
  }

  static ModelException of(String message, Throwable cause) {
    return new ModelException(line(message, LONGEST), cause);
  }

  /** A text on one line, cut where it is long. */
  static String line(String text, int longest) {
    String line = text.replaceAll("[\\p{Cntrl}\\u2028\\u2029]+", " ");
    return line.length() <= longest ? line : line.substring(0, longest) + "...";
  }
}
