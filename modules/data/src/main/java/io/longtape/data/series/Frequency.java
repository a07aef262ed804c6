package io.longtape.data.series;

import io.longtape.data.DataException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.OptionalInt;

/** The step between a series' rows: a fixed time, or calendar months. Frequencies are values. */
public sealed interface Frequency permits FixedStep, CalendarMonths {
  /**
   * A step that always takes the same time.
   *
   * @param step the time, above 0
   * @return the frequency
   * @throws DataException if the step is not above 0 or longer than 292 years
   */
  static Frequency of(Duration step) {
    return new FixedStep(step);
  }

  /**
   * A step of calendar months, on the same day of the month (or the month's last day, where it is
   * too short).
   *
   * @param months how many, at least 1
   * @return the frequency
   * @throws DataException if months is below 1
   */
  static Frequency ofMonths(int months) {
    return new CalendarMonths(months, CalendarMonths.SAME_DAY);
  }

  /**
   * A step of calendar months from month end to month end: 31 January, 28 February, 31 March.
   *
   * @param months how many, at least 1
   * @return the frequency
   * @throws DataException if months is below 1
   */
  static Frequency ofMonthEnds(int months) {
    return new CalendarMonths(months, CalendarMonths.MONTH_END);
  }

  /**
   * Finds the step of these timestamps: calendar months if all lie on the same day of the month (or
   * all on month ends), else a fixed time. It is the step that occurs most often (the smallest of
   * those, if several do), and every gap must be a multiple of it.
   *
   * @param times at least two timestamps, ascending
   * @return the frequency
   * @throws DataException if there are fewer than two, they do not ascend, or a gap is not a
   *     multiple of the step
   */
  static Frequency infer(LocalDateTime[] times) {
    return FrequencyInference.infer(times);
  }

  /**
   * Reads what {@link Object#toString} of a frequency wrote, such as {@code 15 minutes} or {@code 1
   * month}. Quarters are read, too.
   *
   * @param text a whole number and a unit
   * @return the frequency
   * @throws DataException if the text is not a frequency
   */
  static Frequency parse(String text) {
    return FrequencyText.parse(text);
  }

  /**
   * The time some steps away.
   *
   * @param t a time of the series
   * @param steps how many, negative for back
   * @return the time
   */
  LocalDateTime plus(LocalDateTime t, long steps);

  /**
   * The way from one time to another.
   *
   * @param a a time of the series
   * @param b another
   * @return the steps from a to b, negative if b is before a
   * @throws DataException if it is not a whole number of steps
   */
  long stepsBetween(LocalDateTime a, LocalDateTime b);

  /**
   * The season to assume when none is given, in steps: a day for steps within a day (an hour or a
   * minute, if the day has more than 1440 steps), 7 for days, 52 for weeks, 12 for months, 4 for
   * quarters. 1, so none, where no such cycle is a whole number of steps.
   *
   * @return the season's length in steps
   */
  int defaultSeason();

  /**
   * How many steps lie between a row and the one to compare it with a year earlier: 52 whole weeks
   * for steps that divide them (so weekdays agree: 364 for days, 8736 for hours), 12 for months, 4
   * for quarters.
   *
   * @return the lag in steps; empty for steps of a year and more, and where it is no whole number
   */
  OptionalInt yearLag();
}
