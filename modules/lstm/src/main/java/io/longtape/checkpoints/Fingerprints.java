package io.longtape.checkpoints;

import java.io.StreamCorruptedException;

/** Tells two configurations apart in a line that shows where they differ first. */
final class Fingerprints {

  private static final int AROUND = 24;

  private Fingerprints() {}

  static void requireSame(String found, String expected) throws StreamCorruptedException {
    if (found.equals(expected)) {
      return;
    }
    int same = 0;
    while (same < Math.min(found.length(), expected.length())
        && found.charAt(same) == expected.charAt(same)) {
      same++;
    }
    throw new StreamCorruptedException(
        "it belongs to another network, optimizer or batching: '%s' there, '%s' here"
            .formatted(part(found, same), part(expected, same)));
  }

  private static String part(String text, int at) {
    int from = Math.max(0, at - AROUND);
    int to = Math.min(text.length(), at + AROUND);
    return (from > 0 ? "..." : "") + text.substring(from, to) + (to < text.length() ? "..." : "");
  }
}
