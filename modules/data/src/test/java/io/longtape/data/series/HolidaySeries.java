package io.longtape.data.series;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.MonthDay;
import java.time.temporal.TemporalAdjusters;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * A daily series by formula, from 20 November 2011 on: births with a week, a trend, three holidays
 * and a leap day; deaths with none. calendar_effects.py has the same formula.
 */
final class HolidaySeries {
  static final LocalDate START = LocalDate.of(2011, 11, 20);
  private static final Set<MonthDay> HOLIDAYS = Set.of(MonthDay.of(7, 4), MonthDay.of(12, 25));

  private HolidaySeries() {}

  static TimeSeries of(int rows) {
    return TimeSeries.of(
        "births.csv",
        START.atStartOfDay(),
        Frequency.parse("1 day"),
        Map.of(
            "births", IntStream.range(0, rows).mapToDouble(HolidaySeries::births).toArray(),
            "deaths", IntStream.range(0, rows).mapToDouble(HolidaySeries::deaths).toArray()));
  }

  private static double births(int row) {
    LocalDate day = START.plusDays(row);
    double value =
        200 + row / 64.0 + 8 * (day.getDayOfWeek().getValue() - 1) + (37 * row % 101) / 8.0;
    if (HOLIDAYS.contains(MonthDay.from(day))) {
      value -= 60;
    }
    if (MonthDay.from(day).equals(MonthDay.of(2, 29))) {
      value += 24;
    }
    boolean thanksgiving =
        day.equals(
            LocalDate.of(day.getYear(), 11, 1)
                .with(TemporalAdjusters.dayOfWeekInMonth(4, DayOfWeek.THURSDAY)));
    return thanksgiving ? value - 48 : value;
  }

  private static double deaths(int row) {
    return 90 + (53 * row % 89) / 4.0;
  }
}
