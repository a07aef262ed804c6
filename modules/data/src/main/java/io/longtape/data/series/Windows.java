package io.longtape.data.series;

import io.longtape.data.DataException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Sliding windows over a series, as a forecaster sees it at one origin after another: the past
 * {@code [context, pastWidth]}, what is known of the future {@code [horizon, futureWidth]}, and the
 * target {@code [horizon, targets]}. All are written row by row, nothing is held but the series.
 *
 * <p>The features of the past are, in this order: targets, past covariates, future covariates, lags
 * (for each lag, each target; named like {@code births@-364}), effects (for each effect, each
 * target; named {@code births@date} and {@code births@nth-weekday}), calendar. Those of the future:
 * future covariates, lags, effects, calendar. Of targets and past covariates, no value at or after
 * the origin is among them, nor is it in a {@link CalendarEffect}.
 */
public final class Windows {
  private final TimeSeries series;
  private final WindowSpec spec;
  private final int firstOrigin;
  private final int stride;
  private final int count;
  private final boolean hasTarget;
  private final FeatureBlock past;
  private final FeatureBlock future;
  private final List<double[]> targets;

  private Windows(
      TimeSeries series,
      WindowSpec spec,
      int firstOrigin,
      int stride,
      int count,
      TimeSeries continuation) {
    this.series = series;
    this.spec = spec;
    this.firstOrigin = firstOrigin;
    this.stride = stride;
    this.count = count;
    this.hasTarget = firstOrigin < series.rows();
    int lastRow = firstOrigin + (count - 1) * stride + spec.horizon();
    CalendarTable calendar =
        new CalendarTable(series, spec.calendar(), firstOrigin - spec.context(), lastRow);
    List<Feature> known = KnownFeatures.of(series, spec, continuation, lastRow);
    List<Feature> seen = new ArrayList<>();
    spec.targets().forEach(column -> seen.add(new Feature(column, series.values(column))));
    spec.pastCovariates().forEach(column -> seen.add(new Feature(column, series.values(column))));
    seen.addAll(known);
    this.past = new FeatureBlock(seen, calendar);
    this.future = new FeatureBlock(known, calendar);
    this.targets = spec.targets().stream().map(series::values).toList();
  }

  /**
   * All windows whose target rows lie within {@code [fromRow, toRow)}. The context and the lags may
   * reach back before {@code fromRow}; the first origin is the first row that has enough rows
   * before it.
   *
   * @param series the series
   * @param spec what a window holds
   * @param fromRow the first row that may be forecast
   * @param toRow the row after the last
   * @param stride rows from one origin to the next, at least 1
   * @return the windows, at least one
   * @throws DataException if a column is absent, the rows are not within the series, the stride is
   *     below 1, there are too few rows for one window, or there are effects and the series is not
   *     daily
   */
  public static Windows of(TimeSeries series, WindowSpec spec, int fromRow, int toRow, int stride) {
    if (fromRow < 0 || toRow > series.rows() || fromRow > toRow) {
      throw new DataException(
          "rows %d to %d (exclusive) are not within the series of %s, which has %d rows"
              .formatted(fromRow, toRow, series.source(), series.rows()));
    }
    if (stride < 1) {
      throw new DataException("stride must be at least 1 row, but is " + stride);
    }
    checkEnough(series, spec, toRow, spec.horizon());
    if (toRow - fromRow < spec.horizon()) {
      throw new DataException(
          "%s: rows %d to %d (exclusive) are too few to forecast: needed %d (horizon), there are %d"
              .formatted(series.source(), fromRow, toRow, spec.horizon(), toRow - fromRow));
    }
    int first = Math.max(fromRow, spec.context() + spec.largestLag());
    int count = (toRow - spec.horizon() - first) / stride + 1;
    return new Windows(series, spec, first, stride, count, null);
  }

  /**
   * The one window whose origin is the end of the series, to forecast what comes after it.
   *
   * @param series all that is known
   * @param spec what a window holds
   * @param futureCovariates the future covariates over the horizon: a series whose first row is the
   *     step after the last of {@code series}; null if the spec has none (then it is not looked at)
   * @return one window without a target
   * @throws DataException if a column is absent, there are too few rows, there are effects and the
   *     series is not daily, or the second series does not continue the first or ends before the
   *     horizon
   */
  public static Windows forForecast(
      TimeSeries series, WindowSpec spec, TimeSeries futureCovariates) {
    checkEnough(series, spec, series.rows(), 0);
    if (spec.futureCovariates().isEmpty()) {
      return new Windows(series, spec, series.rows(), 1, 1, null);
    }
    checkContinues(series, spec, futureCovariates);
    return new Windows(series, spec, series.rows(), 1, 1, futureCovariates);
  }

  /**
   * The number of windows.
   *
   * @return at least 1
   */
  public int count() {
    return count;
  }

  /**
   * A window's forecast origin. Nothing at or after it is seen, except future covariates and the
   * calendar.
   *
   * @param window the window, from 0
   * @return the row of the first forecast step
   */
  public int origin(int window) {
    return firstOrigin + Objects.checkIndex(window, count) * stride;
  }

  /**
   * The features of a row of the past.
   *
   * @return how many
   */
  public int pastWidth() {
    return past.names().size();
  }

  /**
   * The features of a row of the future.
   *
   * @return how many, may be 0
   */
  public int futureWidth() {
    return future.names().size();
  }

  /**
   * The names of the past's features.
   *
   * @return {@link #pastWidth} names
   */
  public List<String> pastNames() {
    return past.names();
  }

  /**
   * The names of the future's features.
   *
   * @return {@link #futureWidth} names
   */
  public List<String> futureNames() {
    return future.names();
  }

  /**
   * What the windows are cut from.
   *
   * @return the series
   */
  public TimeSeries series() {
    return series;
  }

  /**
   * What a window holds.
   *
   * @return the spec
   */
  public WindowSpec spec() {
    return spec;
  }

  /**
   * Writes the context, {@code [context, pastWidth]}: the rows that end right before the origin.
   *
   * @param window the window, from 0
   * @param dst where to write
   * @param offset the place of the first number
   * @throws IndexOutOfBoundsException if there is no such window, or the numbers do not fit
   */
  public void past(int window, double[] dst, int offset) {
    int origin = origin(window);
    Objects.checkFromIndexSize(offset, spec.context() * pastWidth(), dst.length);
    past.write(origin - spec.context(), origin, dst, offset);
  }

  /**
   * Writes what is known of the horizon, {@code [horizon, futureWidth]}: future covariates, lags,
   * effects and calendar of the rows from the origin on.
   *
   * @param window the window, from 0
   * @param dst where to write
   * @param offset the place of the first number
   * @throws IndexOutOfBoundsException if there is no such window, or the numbers do not fit
   */
  public void future(int window, double[] dst, int offset) {
    int origin = origin(window);
    Objects.checkFromIndexSize(offset, spec.horizon() * futureWidth(), dst.length);
    future.write(origin, origin + spec.horizon(), dst, offset);
  }

  /**
   * Writes what is to be forecast, {@code [horizon, targets]}.
   *
   * @param window the window, from 0
   * @param dst where to write
   * @param offset the place of the first number
   * @throws IndexOutOfBoundsException if there is no such window, or the numbers do not fit
   * @throws IllegalStateException if the windows are {@link #forForecast}: nobody knows it yet
   */
  public void target(int window, double[] dst, int offset) {
    int origin = origin(window);
    if (!hasTarget) {
      throw new IllegalStateException("a window at the end of the series has no target");
    }
    Objects.checkFromIndexSize(offset, spec.horizon() * targets.size(), dst.length);
    int at = offset;
    for (int row = origin; row < origin + spec.horizon(); row++) {
      for (double[] target : targets) {
        dst[at++] = target[row];
      }
    }
  }

  private static void checkEnough(TimeSeries series, WindowSpec spec, int rows, int horizon) {
    long needed = (long) spec.context() + horizon + spec.largestLag();
    if (rows < needed) {
      throw new DataException(
          "%s has too few rows for a window: needed %d (context %d%s%s), there are %d"
              .formatted(
                  series.source(),
                  needed,
                  spec.context(),
                  horizon == 0 ? "" : " + horizon " + horizon,
                  spec.largestLag() == 0 ? "" : " + largest lag " + spec.largestLag(),
                  rows));
    }
  }

  private static void checkContinues(TimeSeries series, WindowSpec spec, TimeSeries future) {
    String columns = String.join(", ", spec.futureCovariates());
    if (future == null) {
      throw new DataException(
          "future values of %s are needed for %d rows from %s on"
              .formatted(columns, spec.horizon(), series.time(series.rows())));
    }
    if (future.rows() < spec.horizon()) {
      throw new DataException(
          "%s has too few rows of %s: needed %d (horizon), there are %d"
              .formatted(future.source(), columns, spec.horizon(), future.rows()));
    }
    for (int step = 0; step < spec.horizon(); step++) {
      if (!future.time(step).equals(series.time(series.rows() + step))) {
        throw new DataException(
            "%s must continue %s: row %d after its end is %s, expected %s"
                .formatted(
                    future.source(),
                    series.source(),
                    step + 1,
                    future.time(step),
                    series.time(series.rows() + step)));
      }
    }
  }
}
