package io.longtape.data.series;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * What the calendar says of a time, as numbers between -1 and 1. Each is a pure function of the
 * time, so it is known for the future, too. Cycles are a sine and a cosine of the fraction of the
 * cycle that has passed, so that its end is near its start.
 */
public enum CalendarFeature {
  /** Sine and cosine of the fraction of the day, with minutes and seconds; 0 at midnight. */
  HOUR_OF_DAY(cycle("hour_of_day")) {
    @Override
    public void write(LocalDateTime t, double[] dst, int offset) {
      LocalTime time = t.toLocalTime();
      cycle((double) time.toNanoOfDay() / Duration.ofDays(1).toNanos(), dst, offset);
    }
  },
  /** One of seven is 1, the others are 0; Monday first. */
  DAY_OF_WEEK(
      Stream.of(DayOfWeek.values()).map(day -> day.name().toLowerCase(Locale.ROOT)).toList()) {
    @Override
    public void write(LocalDateTime t, double[] dst, int offset) {
      for (DayOfWeek day : DayOfWeek.values()) {
        dst[offset + day.getValue() - 1] = day == t.getDayOfWeek() ? 1 : 0;
      }
    }
  },
  /** Sine and cosine of the fraction of that year's 365 or 366 days; 0 on 1 January. */
  DAY_OF_YEAR(cycle("day_of_year")) {
    @Override
    public void write(LocalDateTime t, double[] dst, int offset) {
      cycle((t.getDayOfYear() - 1.0) / t.toLocalDate().lengthOfYear(), dst, offset);
    }
  },
  /** Sine and cosine of the fraction of that month's 28 to 31 days; 0 on the first. */
  DAY_OF_MONTH(cycle("day_of_month")) {
    @Override
    public void write(LocalDateTime t, double[] dst, int offset) {
      cycle((t.getDayOfMonth() - 1.0) / t.toLocalDate().lengthOfMonth(), dst, offset);
    }
  },
  /** Sine and cosine of the fraction of the year's twelve months; 0 in January. */
  MONTH(cycle("month")) {
    @Override
    public void write(LocalDateTime t, double[] dst, int offset) {
      cycle((t.getMonthValue() - 1.0) / 12, dst, offset);
    }
  };

  private static final int DAYS_IN_WEEK = 7;
  private static final int DAYS_IN_YEAR_OF_WEEKS = 364;

  @SuppressWarnings("ImmutableEnumChecker") // an unmodifiable list
  private final List<String> names;

  CalendarFeature(List<String> names) {
    this.names = names;
  }

  /**
   * How many numbers the feature is.
   *
   * @return the count, 1 or more
   */
  public int width() {
    return names.size();
  }

  /**
   * What the numbers are called.
   *
   * @return {@link #width} names, such as {@code day_of_year_sin} or {@code monday}
   */
  public List<String> names() {
    return names;
  }

  /**
   * Writes the numbers for a time.
   *
   * @param t the time
   * @param dst where to write
   * @param offset the place of the first number; the others follow
   * @throws IndexOutOfBoundsException if they do not fit
   */
  public abstract void write(LocalDateTime t, double[] dst, int offset);

  /**
   * The features that can tell a series' rows apart within a year.
   *
   * @param frequency the step between rows
   * @return within a day: hour, weekday, day of year; days: weekday, day of year; whole weeks: day
   *     of year; months and quarters: month; years: none
   */
  public static List<CalendarFeature> defaultsFor(Frequency frequency) {
    if (frequency instanceof CalendarMonths calendar) {
      return calendar.months() % 12 == 0 ? List.of() : List.of(MONTH);
    }
    Duration step = ((FixedStep) frequency).step();
    if (step.compareTo(Duration.ofDays(1)) < 0) {
      return List.of(HOUR_OF_DAY, DAY_OF_WEEK, DAY_OF_YEAR);
    }
    if (step.toDays() >= DAYS_IN_YEAR_OF_WEEKS) {
      return List.of();
    }
    return step.toDays() % DAYS_IN_WEEK == 0
        ? List.of(DAY_OF_YEAR)
        : List.of(DAY_OF_WEEK, DAY_OF_YEAR);
  }

  private static List<String> cycle(String name) {
    return List.of(name + "_sin", name + "_cos");
  }

  private static void cycle(double fraction, double[] dst, int offset) {
    dst[offset] = Math.sin(2 * Math.PI * fraction);
    dst[offset + 1] = Math.cos(2 * Math.PI * fraction);
  }
}
