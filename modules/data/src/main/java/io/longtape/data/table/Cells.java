package io.longtape.data.table;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** What a cell's text means, apart from timestamps. */
final class Cells {
  private static final Set<String> MISSING = Set.of("", "NA", "N/A", "NaN", "nan", "null", "NULL");
  private static final Pattern DECIMAL =
      Pattern.compile("[+-]?(?:[0-9]+(?:\\.[0-9]*)?|\\.[0-9]+)(?:[eE][+-]?[0-9]+)?");
  private static final Pattern INFINITE =
      Pattern.compile("[+-]?inf(?:inity)?", Pattern.CASE_INSENSITIVE);
  private static final int LONGEST_IN_MESSAGE = 40;

  private Cells() {}

  static boolean isMissing(String cell) {
    return MISSING.contains(cell.strip());
  }

  static boolean isNumber(String cell) {
    String text = cell.strip();
    return DECIMAL.matcher(text).matches() || INFINITE.matcher(text).matches();
  }

  /** The value of a cell for which {@link #isNumber} holds. */
  static double number(String cell) {
    String text = cell.strip();
    if (text.toLowerCase(Locale.ROOT).contains("inf")) {
      return text.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
    }
    return Double.parseDouble(text);
  }

  /** A cell as it fits into a message of one line. */
  static String shortened(String cell) {
    String line = cell.replaceAll("[\\r\\n\\t]+", " ");
    return line.length() <= LONGEST_IN_MESSAGE
        ? line
        : line.substring(0, LONGEST_IN_MESSAGE) + "...";
  }
}
