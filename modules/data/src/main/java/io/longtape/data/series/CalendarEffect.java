package io.longtape.data.series;

import java.time.LocalDateTime;
import java.util.Locale;

/**
 * What a calendar day usually adds to the level of its weekday: a stand-in for a table of holidays
 * that needs no country, learned from the days of the same key in earlier years of the series
 * itself.
 *
 * <p>Only for daily series. For the values {@code y} of a column,
 *
 * <pre>{@code
 * r[j] = y[j] - median(y[j-14], y[j-7], y[j+7], y[j+14])
 * effect[t] = sum of r[j] / (count + 1)
 * }</pre>
 *
 * over all rows {@code j <= t - 300} with the key of row {@code t}; 0 where there are none. The
 * median of four is the mean of the two middle ones, so another holiday a week or two away does
 * little harm. {@code r} is undefined in the first and the last 14 rows of the series. The {@code +
 * 1} shrinks towards 0: a single earlier year counts half. The effect has the unit of the column.
 *
 * <p>{@code effect[t]} needs no value after row {@code t - 286}, so it is known at the forecast
 * origin for a horizon of up to {@value #LONGEST_HORIZON} rows.
 */
public enum CalendarEffect {
  /** Days of the same month and day of the month, such as 25 December. 29 February is its own. */
  DATE {
    @Override
    int key(LocalDateTime t) {
      return (t.getMonthValue() - 1) * DAYS + t.getDayOfMonth() - 1;
    }
  },
  /**
   * Days of the same weekday and place in the same month, such as the fourth Thursday in November.
   */
  NTH_WEEKDAY {
    @Override
    int key(LocalDateTime t) {
      int nth = (t.getDayOfMonth() - 1) / WEEK;
      return ((t.getMonthValue() - 1) * WEEKS + nth) * WEEK + t.getDayOfWeek().getValue() - 1;
    }
  };

  /**
   * Rows from a day back to the newest it may learn from. Days of the same key are 364 days apart
   * or more, so up to that a gap leaves out the day itself and no other; what it leaves beyond the
   * reach is the longest horizon.
   */
  static final int GAP = 300;

  /** Rows that a residual looks back and ahead: two of its weekday on each side make a level. */
  static final int REACH = 14;

  /** The longest horizon over which effects are known at the forecast origin, in rows. */
  public static final int LONGEST_HORIZON = GAP - REACH;

  private static final int WEEK = 7;
  private static final int WEEKS = 5;
  private static final int DAYS = 31;

  /** Keys are from 0 to below it; weekdays have more of them than dates. */
  static final int KEYS = 12 * WEEKS * WEEK;

  /** What days have in common that share an effect. */
  abstract int key(LocalDateTime t);

  /** What follows the column in a feature's name. */
  String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
