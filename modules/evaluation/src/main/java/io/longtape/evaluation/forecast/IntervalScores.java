package io.longtape.evaluation.forecast;

import java.util.List;

/**
 * Scores of a prediction interval.
 *
 * @param nominalCoverage the share of values that the interval is made to hold, such as 0.8
 * @param coverage the share of values that it held
 * @param meanWidth mean of upper minus lower bound, in the unit of the series
 * @param intervalScore mean interval score, see {@link QuantileMetrics#intervalScore}
 */
public record IntervalScores(
    double nominalCoverage, double coverage, double meanWidth, double intervalScore) {

  static IntervalScores of(Forecasts forecasts, QuantilePair pair) {
    double[] truth = forecasts.flatTruth();
    double[] lower = forecasts.flatQuantile(pair.lower());
    double[] upper = forecasts.flatQuantile(pair.upper());
    return new IntervalScores(
        pair.coverage(),
        QuantileMetrics.coverage(truth, lower, upper),
        QuantileMetrics.meanWidth(lower, upper),
        QuantileMetrics.intervalScore(truth, lower, upper, pair.coverage()));
  }

  static IntervalScores mean(List<IntervalScores> targets) {
    double nominal = targets.get(0).nominalCoverage;
    for (IntervalScores target : targets) {
      if (target.nominalCoverage != nominal) {
        throw new IllegalArgumentException(
            "intervals of nominal coverage %s and %s have no common mean"
                .formatted(nominal, target.nominalCoverage));
      }
    }
    return new IntervalScores(
        nominal,
        Means.of(targets, IntervalScores::coverage),
        Means.of(targets, IntervalScores::meanWidth),
        Means.of(targets, IntervalScores::intervalScore));
  }
}
