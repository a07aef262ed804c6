package io.longtape.callbacks;

import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A path with Python's placeholders, as Keras's file paths have them: {@code {epoch:02d}}, {@code
 * {val_loss:.2f}}, {@code {loss}}.
 */
record PathTemplate(String text) {

  private static final Pattern PLACEHOLDER = Pattern.compile("\\{([^{}:]*)(?::([^{}]*))?\\}");
  private static final Pattern FORMAT = Pattern.compile("(?:0?[1-9]\\d*)?(?:d|(?:\\.\\d+)?[fe])");

  PathTemplate {
    PLACEHOLDER
        .matcher(text)
        .results()
        .filter(found -> found.group(2) != null)
        .filter(found -> !FORMAT.matcher(found.group(2)).matches())
        .findFirst()
        .ifPresent(
            found -> {
              throw new IllegalArgumentException(
                  "path '%s' has the format '%s'; formats look like 02d, .2f or .3e"
                      .formatted(text, found.group(2)));
            });
  }

  /** Whole numbers stand there as such; values are all that may be named, in a message too. */
  String fill(Map<String, ? extends Number> values) {
    return PLACEHOLDER
        .matcher(text)
        .replaceAll(found -> Matcher.quoteReplacement(value(found, values)));
  }

  private String value(MatchResult placeholder, Map<String, ? extends Number> values) {
    Number value = values.get(placeholder.group(1));
    if (value == null) {
      throw new IllegalStateException(
          "path '%s' names '%s', which is not there; there are: %s"
              .formatted(text, placeholder.group(1), String.join(", ", values.keySet())));
    }
    String format = placeholder.group(2);
    if (format == null) {
      return value.toString();
    }
    if (format.endsWith("d") && value instanceof Double) {
      throw new IllegalStateException(
          "path '%s' has '%s' for '%s', which is no whole number; use .2f"
              .formatted(text, format, placeholder.group(1)));
    }
    Number shown = format.endsWith("d") ? (Number) value.longValue() : value.doubleValue();
    return String.format(Locale.ROOT, "%" + format, shown);
  }
}
