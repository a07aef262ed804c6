package io.longtape.data.series;

import io.longtape.data.DataException;
import java.util.Arrays;

/** One calendar effect for every row up to the last that a window needs, in one pass. */
final class EffectSeries {
  private static final Frequency DAILY = Frequency.of(FixedStep.DAY);
  private static final int WEEK = 7;

  private final int[] keys;

  /** Effects for rows up to {@code toRow} (exclusive), which may lie past the series' end. */
  EffectSeries(TimeSeries series, CalendarEffect effect, int toRow) {
    if (!series.frequency().equals(DAILY)) {
      throw new DataException(
          "%s: calendar effect %s needs one row per day, but the step is %s"
              .formatted(series.source(), effect, series.frequency()));
    }
    keys = new int[toRow];
    Arrays.setAll(keys, row -> effect.key(series.time(row)));
  }

  /**
   * The last {@link CalendarEffect#REACH} rows have no residual, but none is asked for: rows go at
   * most {@link CalendarEffect#LONGEST_HORIZON} past the end.
   */
  double[] of(double[] values) {
    double[] sums = new double[CalendarEffect.KEYS];
    int[] counts = new int[CalendarEffect.KEYS];
    double[] effects = new double[keys.length];
    for (int row = 0; row < keys.length; row++) {
      int learned = row - CalendarEffect.GAP;
      if (learned >= CalendarEffect.REACH) {
        sums[keys[learned]] += residual(values, learned);
        counts[keys[learned]]++;
      }
      effects[row] = sums[keys[row]] / (counts[keys[row]] + 1);
    }
    return effects;
  }

  private static double residual(double[] values, int row) {
    return values[row]
        - median(
            values[row - 2 * WEEK], values[row - WEEK], values[row + WEEK], values[row + 2 * WEEK]);
  }

  /** The mean of the two middle values; a value that is not a number makes it none. */
  private static double median(double a, double b, double c, double d) {
    double lower = Math.max(Math.min(a, b), Math.min(c, d));
    double upper = Math.min(Math.max(a, b), Math.max(c, d));
    return (lower + upper) / 2;
  }
}
