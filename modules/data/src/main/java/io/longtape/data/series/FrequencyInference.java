package io.longtape.data.series;

import io.longtape.data.DataException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** Finds the step that a column of timestamps follows. */
final class FrequencyInference {
  private FrequencyInference() {}

  static Frequency infer(LocalDateTime[] times) {
    if (times.length < 2) {
      throw new DataException(
          "at least 2 timestamps are needed to find their step, but there are " + times.length);
    }
    for (int i = 1; i < times.length; i++) {
      if (!times[i].isAfter(times[i - 1])) {
        throw new DataException(
            "timestamps must ascend, but %s comes after %s".formatted(times[i], times[i - 1]));
      }
    }
    Frequency frequency =
        onOneDayOfMonth(times)
            ? new CalendarMonths((int) commonest(monthGaps(times)), anchorDay(times))
            : new FixedStep(Duration.ofNanos(commonest(nanoGaps(times))));
    checkMultiples(times, frequency);
    return frequency;
  }

  private static boolean onOneDayOfMonth(LocalDateTime[] times) {
    CalendarMonths monthly = new CalendarMonths(1, anchorDay(times));
    int highestDay = highestDay(times);
    return IntStream.range(0, times.length)
        .allMatch(
            i -> {
              int lastDay = YearMonth.from(times[i]).lengthOfMonth();
              return times[i].toLocalTime().equals(times[0].toLocalTime())
                  && (monthly.day() == CalendarMonths.MONTH_END
                      || times[i].getDayOfMonth() == Math.min(highestDay, lastDay))
                  && (i == 0 || !YearMonth.from(times[i]).equals(YearMonth.from(times[i - 1])));
            });
  }

  private static int anchorDay(LocalDateTime[] times) {
    if (Arrays.stream(times)
        .allMatch(t -> t.getDayOfMonth() == YearMonth.from(t).lengthOfMonth())) {
      return CalendarMonths.MONTH_END;
    }
    int highest = highestDay(times);
    return highest > 28 ? highest : CalendarMonths.SAME_DAY;
  }

  private static int highestDay(LocalDateTime[] times) {
    return Arrays.stream(times).mapToInt(LocalDateTime::getDayOfMonth).max().orElseThrow();
  }

  private static long[] monthGaps(LocalDateTime[] times) {
    return IntStream.range(1, times.length)
        .mapToLong(
            i -> YearMonth.from(times[i - 1]).until(YearMonth.from(times[i]), ChronoUnit.MONTHS))
        .toArray();
  }

  private static long[] nanoGaps(LocalDateTime[] times) {
    try {
      return IntStream.range(1, times.length)
          .mapToLong(i -> Duration.between(times[i - 1], times[i]).toNanos())
          .toArray();
    } catch (ArithmeticException e) {
      throw new DataException("two timestamps that follow each other are over 292 years apart", e);
    }
  }

  /** The value that occurs most often, the smallest of those. */
  private static long commonest(long[] gaps) {
    Map<Long, Integer> counts = new TreeMap<>();
    for (long gap : gaps) {
      counts.merge(gap, 1, Integer::sum);
    }
    return counts.entrySet().stream()
        .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
        .findFirst()
        .orElseThrow()
        .getKey();
  }

  private static void checkMultiples(LocalDateTime[] times, Frequency frequency) {
    for (int i = 1; i < times.length; i++) {
      try {
        frequency.stepsBetween(times[i - 1], times[i]);
      } catch (DataException e) {
        throw new DataException(
            "timestamps follow no even step: most are %s apart, but from %s to %s is no multiple"
                .formatted(frequency, times[i - 1], times[i]),
            e);
      }
    }
  }
}
