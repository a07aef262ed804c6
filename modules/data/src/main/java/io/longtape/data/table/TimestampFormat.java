package io.longtape.data.table;

import io.longtape.data.DataException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.Locale;
import java.util.Optional;

/** How a cell is read as a point in time: the formats that are recognised, or a given pattern. */
final class TimestampFormat {
  /**
   * ISO date; ISO date-time with {@code T} or a blank, seconds and fraction optional, with or
   * without an offset; the same with slashes in the date; year and month.
   */
  static final TimestampFormat INFERRED = new TimestampFormat(null, iso());

  private static final int DATE_LENGTH = "2024-01-31".length();
  private static final int MONTH_LENGTH = "2024-01".length();

  private final String pattern;
  private final DateTimeFormatter formatter;

  private TimestampFormat(String pattern, DateTimeFormatter formatter) {
    this.pattern = pattern;
    this.formatter = formatter;
  }

  static TimestampFormat ofPattern(String column, String pattern) {
    try {
      return new TimestampFormat(
          pattern,
          strict(new DateTimeFormatterBuilder().parseCaseInsensitive().appendPattern(pattern)));
    } catch (IllegalArgumentException e) {
      throw new DataException(
          "timestamp pattern '%s' of column '%s' is not one of java.time: %s"
              .formatted(pattern, column, e.getMessage()),
          e);
    }
  }

  /** What an error says was expected. */
  String expected() {
    return pattern == null
        ? ColumnType.TIMESTAMP.expected()
        : "a timestamp like the pattern '" + pattern + "'";
  }

  /** The point in time, in UTC if an offset is given; empty if the cell is none. */
  Optional<LocalDateTime> parse(String cell) {
    String text = cell.strip();
    if (pattern == null) {
      if (!looksIso(text)) {
        return Optional.empty();
      }
      text = normalised(text);
    }
    try {
      return dateTime(formatter.parse(text));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  private static Optional<LocalDateTime> dateTime(TemporalAccessor parsed) {
    LocalDate date = parsed.query(TemporalQueries.localDate());
    LocalTime time = parsed.query(TemporalQueries.localTime());
    ZoneOffset offset = parsed.query(TemporalQueries.offset());
    if (date == null) {
      if (!parsed.isSupported(ChronoField.YEAR)) {
        return Optional.empty();
      }
      boolean hasMonth = parsed.isSupported(ChronoField.MONTH_OF_YEAR);
      int month = hasMonth ? parsed.get(ChronoField.MONTH_OF_YEAR) : 1;
      date = LocalDate.of(parsed.get(ChronoField.YEAR), month, 1);
    }
    LocalDateTime local = time == null ? date.atStartOfDay() : date.atTime(time);
    return Optional.of(offset == null ? local : local.minusSeconds(offset.getTotalSeconds()));
  }

  private static boolean looksIso(String text) {
    return text.length() == MONTH_LENGTH
        ? text.charAt(4) == '-'
        : text.length() >= DATE_LENGTH
            && (text.charAt(4) == '-' || text.charAt(4) == '/')
            && text.charAt(7) == text.charAt(4);
  }

  private static String normalised(String text) {
    if (text.length() == MONTH_LENGTH) {
      return text;
    }
    String date = text.substring(0, DATE_LENGTH).replace('/', '-');
    String time = text.substring(DATE_LENGTH);
    return date + (time.startsWith(" ") ? "T" + time.substring(1) : time);
  }

  private static DateTimeFormatter iso() {
    return strict(
        new DateTimeFormatterBuilder()
            .parseCaseInsensitive()
            .appendValue(ChronoField.YEAR, 4)
            .appendLiteral('-')
            .appendValue(ChronoField.MONTH_OF_YEAR, 2)
            .optionalStart()
            .appendLiteral('-')
            .appendValue(ChronoField.DAY_OF_MONTH, 2)
            .optionalStart()
            .appendLiteral('T')
            .appendValue(ChronoField.HOUR_OF_DAY, 2)
            .appendLiteral(':')
            .appendValue(ChronoField.MINUTE_OF_HOUR, 2)
            .optionalStart()
            .appendLiteral(':')
            .appendValue(ChronoField.SECOND_OF_MINUTE, 2)
            .optionalStart()
            .appendFraction(ChronoField.NANO_OF_SECOND, 1, 9, true)
            .optionalEnd()
            .optionalEnd()
            .optionalStart()
            .parseLenient()
            .appendOffset("+HH", "Z")
            .parseStrict());
  }

  /** 31 February is an error, and {@code yyyy} means the year, as most people write it. */
  private static DateTimeFormatter strict(DateTimeFormatterBuilder builder) {
    return builder
        .parseDefaulting(ChronoField.ERA, 1)
        .toFormatter(Locale.ENGLISH)
        .withResolverStyle(ResolverStyle.STRICT);
  }
}
