package io.longtape.evaluation.forecast;

import java.util.stream.IntStream;

/**
 * The forecast origins of a backtest: every {@code stride} steps from {@code firstOrigin} on, as
 * long as the whole horizon fits before {@code end}.
 *
 * <p>A stride that shares a factor with the season favours some phases of it: with 7 steps between
 * the origins of a daily series, every forecast starts on the same weekday, and a rule such as the
 * naive one scores by the luck of that weekday. A stride of 1 is fair to all.
 *
 * @param firstOrigin index of the first value to forecast, 0 or more
 * @param end index after the last value that a forecast may reach
 * @param horizon number of steps in each forecast, 1 or more
 * @param stride number of steps from one origin to the next, 1 or more; a stride equal to the
 *     horizon forecasts each value at most once
 */
public record RollingOrigin(int firstOrigin, int end, int horizon, int stride) {

  /**
   * Checks that there is at least one origin.
   *
   * @param firstOrigin index of the first value to forecast, 0 or more
   * @param end index after the last value that a forecast may reach
   * @param horizon number of steps in each forecast, 1 or more
   * @param stride number of steps from one origin to the next, 1 or more
   * @throws IllegalArgumentException if an argument is out of range or no forecast fits
   */
  public RollingOrigin {
    Values.requireAtLeast("first origin", firstOrigin, 0);
    Values.requireAtLeast("horizon", horizon, 1);
    Values.requireAtLeast("stride", stride, 1);
    if ((long) end - horizon < firstOrigin) {
      throw new IllegalArgumentException(
          "a forecast of %d steps does not fit between first origin %d and end %d"
              .formatted(horizon, firstOrigin, end));
    }
  }

  /**
   * Number of origins.
   *
   * @return the number, 1 or more
   */
  public int count() {
    return (end - horizon - firstOrigin) / stride + 1;
  }

  /**
   * One origin.
   *
   * @param i its number, 0 to {@code count() - 1}
   * @return index of the first value that this forecast is for
   * @throws IndexOutOfBoundsException if there is no such origin
   */
  public int origin(int i) {
    if (i < 0 || i >= count()) {
      throw new IndexOutOfBoundsException(
          "origin number %d is outside the backtest, which has %d origins".formatted(i, count()));
    }
    return firstOrigin + i * stride;
  }

  /**
   * All origins, in order.
   *
   * @return a stream of {@code count()} indices
   */
  public IntStream origins() {
    return IntStream.range(0, count()).map(this::origin);
  }
}
