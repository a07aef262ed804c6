package io.longtape.data.series;

import io.longtape.data.DataException;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.OptionalInt;

/**
 * A step of calendar months.
 *
 * @param months how many, at least 1
 * @param day the day of the month where shorter months do not cut it: 29, 30 or {@link #MONTH_END};
 *     or {@link #SAME_DAY}, the day of the time that is counted from
 */
record CalendarMonths(int months, int day) implements Frequency {
  static final int SAME_DAY = 0;
  static final int MONTH_END = 31;
  private static final int YEAR = 12;

  CalendarMonths {
    if (months < 1) {
      throw new DataException("a step must be at least 1 month, but is " + months);
    }
  }

  @Override
  public LocalDateTime plus(LocalDateTime t, long steps) {
    YearMonth month = YearMonth.from(t).plusMonths(Math.multiplyExact(months, steps));
    int wanted = day == SAME_DAY ? t.getDayOfMonth() : day;
    return month.atDay(Math.min(wanted, month.lengthOfMonth())).atTime(t.toLocalTime());
  }

  @Override
  public long stepsBetween(LocalDateTime a, LocalDateTime b) {
    long steps = YearMonth.from(a).until(YearMonth.from(b), ChronoUnit.MONTHS) / months;
    if (!plus(a, steps).equals(b)) {
      throw new DataException(
          "from %s to %s is no whole number of steps of %s".formatted(a, b, this));
    }
    return steps;
  }

  @Override
  public int defaultSeason() {
    return YEAR % months == 0 ? YEAR / months : 1;
  }

  @Override
  public OptionalInt yearLag() {
    return defaultSeason() > 1 ? OptionalInt.of(defaultSeason()) : OptionalInt.empty();
  }

  @Override
  public String toString() {
    return FrequencyText.of(this);
  }
}
