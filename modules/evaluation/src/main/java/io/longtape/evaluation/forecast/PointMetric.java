package io.longtape.evaluation.forecast;

import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;

/** Errors of point forecasts; smaller is better and 0 is perfect. */
@SuppressWarnings("ImmutableEnumChecker") // the functions hold no state
public enum PointMetric {
  /** Mean absolute error, in the unit of the series. */
  MAE((truth, forecast) -> Math.abs(truth - forecast)),

  /** Mean squared error, in the squared unit of the series. */
  MSE((truth, forecast) -> square(truth - forecast)),

  /** Root of the mean squared error, in the unit of the series. */
  RMSE((truth, forecast) -> square(truth - forecast), Math::sqrt),

  /**
   * Symmetric mean absolute percentage error, 0 to 200 percent, as the M4 competition defines it:
   * the mean of 200 |y - f| / (|y| + |f|), where a term is 0 if both are 0.
   */
  SMAPE(PointMetric::symmetricPercentage);

  private final DoubleBinaryOperator term;
  private final DoubleUnaryOperator ofMean;

  PointMetric(DoubleBinaryOperator term) {
    this(term, DoubleUnaryOperator.identity());
  }

  PointMetric(DoubleBinaryOperator term, DoubleUnaryOperator ofMean) {
    this.term = term;
    this.ofMean = ofMean;
  }

  /**
   * The metric over all pairs.
   *
   * @param truth what came
   * @param forecast what was forecast, same length
   * @return the error, 0 or more
   * @throws IllegalArgumentException if the lengths differ, there are no values, or one of them is
   *     not finite
   */
  public double of(double[] truth, double[] forecast) {
    Values.requirePair("truth", truth, "forecast", forecast);
    double sum = 0;
    for (int i = 0; i < truth.length; i++) {
      sum += term.applyAsDouble(truth[i], forecast[i]);
    }
    return ofMean.applyAsDouble(sum / truth.length);
  }

  private static double square(double value) {
    return value * value;
  }

  private static double symmetricPercentage(double truth, double forecast) {
    double size = Math.abs(truth) + Math.abs(forecast);
    return size == 0 ? 0 : 200 * Math.abs(truth - forecast) / size;
  }
}
