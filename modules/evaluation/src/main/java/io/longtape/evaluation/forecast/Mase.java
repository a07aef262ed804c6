package io.longtape.evaluation.forecast;

/**
 * Mean absolute scaled error (Hyndman and Koehler, "Another look at measures of forecast accuracy",
 * 2006): the mean absolute error divided by the error that the seasonal naive rule makes inside the
 * training part. It has no unit, so scores of different series can be compared.
 */
public final class Mase {
  private Mase() {}

  /**
   * The scale of a series: the mean of |y[t] - y[t - season]| inside the training part.
   *
   * @param series the whole series, oldest value first
   * @param from index of the first value of the training part
   * @param to index after the last value of the training part
   * @param season length of a season in steps; 1 gives the scale of the naive rule
   * @return the scale, above 0, in the unit of the series
   * @throws IllegalArgumentException if the part is outside the series or not longer than a season,
   *     holds a value that is not finite, or repeats itself exactly so that the scale would be 0
   */
  public static double scale(double[] series, int from, int to, int season) {
    Values.requireAtLeast("season", season, 1);
    if (from < 0 || to < from || to > series.length) {
      throw new IllegalArgumentException(
          "training part %d to %d is outside the series of %d values"
              .formatted(from, to, series.length));
    }
    int pairs = to - from - season;
    if (pairs < 1) {
      throw new IllegalArgumentException(
          "the MASE scale for season %d needs at least %d training values; there are %d"
              .formatted(season, season + 1L, to - from));
    }
    double sum = 0;
    for (int t = from + season; t < to; t++) {
      double difference = Math.abs(series[t] - series[t - season]);
      if (!Double.isFinite(difference)) {
        throw new IllegalArgumentException(
            "series[%d] is %s and series[%d] is %s; finite numbers are needed"
                .formatted(t - season, series[t - season], t, series[t]));
      }
      sum += difference;
    }
    if (sum == 0) {
      throw new IllegalArgumentException(
          "the MASE scale is 0: every training value equals the one %d steps before"
              .formatted(season));
    }
    return sum / pairs;
  }

  /**
   * The mean absolute error divided by a scale.
   *
   * @param truth what came
   * @param forecast what was forecast, same length
   * @param scale from {@link #scale}
   * @return the scaled error; below 1 means better than the seasonal naive rule, one step of season
   *     ahead, did in the training part
   * @throws IllegalArgumentException if the lengths differ, there are no values, one of them is not
   *     finite, or the scale is not above 0
   */
  public static double of(double[] truth, double[] forecast, double scale) {
    Values.requirePositive("scale", scale);
    return PointMetric.MAE.of(truth, forecast) / scale;
  }
}
