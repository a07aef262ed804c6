package io.longtape.evaluation.forecast;

/** Scores of quantile forecasts and of the intervals between two of them. */
public final class QuantileMetrics {
  private QuantileMetrics() {}

  /**
   * Mean pinball loss of one quantile, as scikit-learn's {@code mean_pinball_loss}: the mean of q
   * (y - f) where the truth is above the forecast, and (1 - q) (f - y) where it is below. For the
   * median it is half the mean absolute error.
   *
   * @param truth what came
   * @param forecast the forecast of the quantile, same length
   * @param q level of the quantile, between 0 and 1
   * @return the loss in the unit of the series, 0 or more
   * @throws IllegalArgumentException if the lengths differ, there are no values, one of them is not
   *     finite, or the level is outside its range
   */
  public static double pinball(double[] truth, double[] forecast, double q) {
    Values.requireProbability("quantile level", q);
    Values.requirePair("truth", truth, "forecast", forecast);
    double sum = 0;
    for (int i = 0; i < truth.length; i++) {
      double error = truth[i] - forecast[i];
      sum += error >= 0 ? q * error : (q - 1) * error;
    }
    return sum / truth.length;
  }

  /**
   * Mean pinball loss of several quantiles: the unweighted mean over the levels.
   *
   * @param truth what came
   * @param forecasts the forecasts, shape {@code [levels, values]}
   * @param levels levels of the quantiles, each between 0 and 1
   * @return the loss in the unit of the series, 0 or more
   * @throws IllegalArgumentException if there are no levels, not as many forecasts as levels, or
   *     one of them is refused by {@link #pinball(double[], double[], double)}
   */
  public static double pinball(double[] truth, double[][] forecasts, double[] levels) {
    Values.requireFinite("quantile levels", levels);
    if (forecasts.length != levels.length) {
      throw new IllegalArgumentException(
          "there are %d quantile levels and forecasts for %d"
              .formatted(levels.length, forecasts.length));
    }
    double sum = 0;
    for (int level = 0; level < levels.length; level++) {
      sum += pinball(truth, forecasts[level], levels[level]);
    }
    return sum / levels.length;
  }

  /**
   * The share of values inside their interval, bounds included. An interval whose lower bound is
   * above its upper bound holds no value.
   *
   * @param truth what came
   * @param lower lower bounds, same length
   * @param upper upper bounds, same length
   * @return the share, 0 to 1; right is the nominal coverage, not 1
   * @throws IllegalArgumentException if the lengths differ, there are no values, or one of them is
   *     not finite
   */
  public static double coverage(double[] truth, double[] lower, double[] upper) {
    Values.requireTriple(truth, lower, upper);
    int inside = 0;
    for (int i = 0; i < truth.length; i++) {
      if (lower[i] <= truth[i] && truth[i] <= upper[i]) {
        inside++;
      }
    }
    return (double) inside / truth.length;
  }

  /**
   * The mean of upper bound minus lower bound.
   *
   * @param lower lower bounds
   * @param upper upper bounds, same length
   * @return the width in the unit of the series; intervals with crossed bounds count as negative
   * @throws IllegalArgumentException if the lengths differ, there are no values, or one of them is
   *     not finite
   */
  public static double meanWidth(double[] lower, double[] upper) {
    Values.requirePair("lower", lower, "upper", upper);
    double sum = 0;
    for (int i = 0; i < lower.length; i++) {
      sum += upper[i] - lower[i];
    }
    return sum / lower.length;
  }

  /**
   * Mean interval score, also known as the Winkler score (Gneiting and Raftery, "Strictly proper
   * scoring rules, prediction, and estimation", 2007): the width of the interval, plus 2 / (1 -
   * coverage) times the distance by which the truth lies outside.
   *
   * @param truth what came
   * @param lower lower bounds, same length
   * @param upper upper bounds, same length
   * @param coverage nominal coverage of the interval, between 0 and 1, such as 0.8
   * @return the score in the unit of the series; smaller is better
   * @throws IllegalArgumentException if the lengths differ, there are no values, one of them is not
   *     finite, or the coverage is outside its range
   */
  public static double intervalScore(
      double[] truth, double[] lower, double[] upper, double coverage) {
    Values.requireProbability("coverage", coverage);
    Values.requireTriple(truth, lower, upper);
    double outside = 0;
    for (int i = 0; i < truth.length; i++) {
      outside += Math.max(lower[i] - truth[i], 0) + Math.max(truth[i] - upper[i], 0);
    }
    return meanWidth(lower, upper) + 2 / (1 - coverage) * outside / truth.length;
  }
}
