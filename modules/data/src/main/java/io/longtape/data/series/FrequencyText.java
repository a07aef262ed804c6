package io.longtape.data.series;

import io.longtape.data.DataException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Frequencies as text, there and back. */
final class FrequencyText {
  private static final Pattern FORM =
      Pattern.compile("([1-9][0-9]{0,18}) ([a-z]+?)s?(?: \\((day 29|day 30|month end)\\))?");
  private static final Map<String, Duration> UNITS = new LinkedHashMap<>();
  private static final Map<String, Integer> CALENDAR_UNITS =
      Map.of("month", 1, "quarter", 3, "year", 12);

  static {
    UNITS.put("week", FixedStep.WEEK);
    UNITS.put("day", FixedStep.DAY);
    UNITS.put("hour", Duration.ofHours(1));
    UNITS.put("minute", Duration.ofMinutes(1));
    UNITS.put("second", Duration.ofSeconds(1));
    UNITS.put("millisecond", Duration.ofMillis(1));
    UNITS.put("nanosecond", Duration.ofNanos(1));
  }

  private FrequencyText() {}

  /** In the largest unit of which the step is a whole number. */
  static String of(Duration step) {
    for (Map.Entry<String, Duration> unit : UNITS.entrySet()) {
      long n = step.dividedBy(unit.getValue());
      if (unit.getValue().multipliedBy(n).equals(step)) {
        return counted(n, unit.getKey());
      }
    }
    throw new IllegalStateException("every step is a whole number of nanoseconds");
  }

  static String of(CalendarMonths step) {
    String text =
        step.months() % 12 == 0
            ? counted(step.months() / 12, "year")
            : counted(step.months(), "month");
    return switch (step.day()) {
      case CalendarMonths.SAME_DAY -> text;
      case CalendarMonths.MONTH_END -> text + " (month end)";
      default -> text + " (day " + step.day() + ")";
    };
  }

  static Frequency parse(String text) {
    Matcher form = FORM.matcher(text.strip());
    if (form.matches()) {
      Duration unit = UNITS.get(form.group(2));
      Integer months = CALENDAR_UNITS.get(form.group(2));
      try {
        if (unit != null && form.group(3) == null) {
          return new FixedStep(unit.multipliedBy(Long.parseLong(form.group(1))));
        }
        if (months != null) {
          int count = Math.multiplyExact(Integer.parseInt(form.group(1)), months);
          return new CalendarMonths(count, day(form.group(3)));
        }
      } catch (ArithmeticException | NumberFormatException e) {
        throw new DataException("frequency '%s' is too long a step".formatted(text), e);
      }
    }
    throw new DataException(
        "frequency '%s' is not a number and a unit, such as '15 minutes', '1 day' or '1 month'"
            .formatted(text));
  }

  private static int day(String text) {
    if (text == null) {
      return CalendarMonths.SAME_DAY;
    }
    return text.equals("month end")
        ? CalendarMonths.MONTH_END
        : Integer.parseInt(text.substring("day ".length()));
  }

  private static String counted(long n, String unit) {
    return n + " " + unit + (n == 1 ? "" : "s");
  }
}
