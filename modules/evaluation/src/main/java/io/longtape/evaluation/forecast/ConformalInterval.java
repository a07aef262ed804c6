package io.longtape.evaluation.forecast;

import java.util.Arrays;

/**
 * A margin that makes intervals between two quantiles as wide as they must be: split-conformal
 * quantile regression (Romano, Patterson and Candes, "Conformalized Quantile Regression", 2019).
 *
 * <p>The margin is fitted on forecasts of a calibration part, which the model was not trained on.
 * If later errors are exchangeable with those, intervals moved outwards by the margin hold the
 * truth with at least the wanted probability. Time series are exchangeable only as far as they do
 * not change, so the coverage that comes out must still be measured.
 *
 * @param coverage the wanted coverage, between 0 and 1
 * @param margin distance by which both bounds move outwards, in the unit of the series; negative
 *     where the intervals were too wide
 */
public record ConformalInterval(double coverage, double margin) {

  private static final double ROUNDING = 1e-9;

  /**
   * Takes up a margin that was fitted before.
   *
   * @param coverage the wanted coverage, between 0 and 1
   * @param margin distance by which both bounds move outwards; may be negative
   * @throws IllegalArgumentException if the coverage is not between 0 and 1 or the margin is not
   *     finite
   */
  public ConformalInterval {
    Values.requireProbability("coverage", coverage);
    if (!Double.isFinite(margin)) {
      throw new IllegalArgumentException(
          "margin is %s; a finite number is needed".formatted(margin));
    }
  }

  /**
   * Fits the margin: of the n scores max(lower - y, y - upper), the one at rank ceil((n + 1)
   * coverage) in ascending order.
   *
   * @param truth what came in the calibration part
   * @param lower lower bounds that were forecast, same length
   * @param upper upper bounds that were forecast, same length
   * @param coverage the wanted coverage, between 0 and 1, such as 0.8
   * @return the fitted margin
   * @throws IllegalArgumentException if the lengths differ, a value is not finite, the coverage is
   *     out of range, or there are too few values for it (0.8 needs 4, 0.9 needs 9)
   */
  public static ConformalInterval fit(
      double[] truth, double[] lower, double[] upper, double coverage) {
    Values.requireProbability("coverage", coverage);
    Values.requireTriple(truth, lower, upper);
    int n = truth.length;
    // Without the subtraction a product such as 100 * 0.55 = 55.00000000000001 rounds one too far.
    int rank = (int) Math.ceil((n + 1) * coverage - ROUNDING);
    if (rank > n) {
      throw new IllegalArgumentException(
          "coverage %s needs at least %d calibration values; there are %d"
              .formatted(coverage, (long) Math.ceil(coverage / (1 - coverage) - ROUNDING), n));
    }
    double[] scores = new double[n];
    for (int i = 0; i < n; i++) {
      scores[i] = Math.max(lower[i] - truth[i], truth[i] - upper[i]);
    }
    Arrays.sort(scores);
    return new ConformalInterval(coverage, scores[Math.max(rank, 1) - 1]);
  }

  /**
   * Fits one margin for all steps, on the outermost symmetric pair of quantiles; the wanted
   * coverage is the nominal one of that pair, such as 0.8 for levels 0.1 and 0.9.
   *
   * @param calibration forecasts of the calibration part
   * @return the fitted margin
   * @throws IllegalArgumentException if there is no symmetric pair, or too few values
   */
  public static ConformalInterval fit(Forecasts calibration) {
    QuantilePair pair = outermostPair(calibration);
    return fit(
        calibration.flatTruth(),
        calibration.flatQuantile(pair.lower()),
        calibration.flatQuantile(pair.upper()),
        pair.coverage());
  }

  /**
   * Moves bounds outwards by the margin. Where a negative margin would make them cross, both become
   * the middle between them.
   *
   * @param lower lower bounds
   * @param upper upper bounds, same length
   * @return shape {@code [2, values]}: the new lower bounds, then the new upper bounds
   * @throws IllegalArgumentException if the lengths differ, there are no values, or one of them is
   *     not finite
   */
  public double[][] apply(double[] lower, double[] upper) {
    Values.requirePair("lower", lower, "upper", upper);
    double[][] moved = new double[2][lower.length];
    for (int i = 0; i < lower.length; i++) {
      double middle = lower[i] + (upper[i] - lower[i]) / 2;
      boolean crossed = lower[i] - margin > upper[i] + margin;
      moved[0][i] = crossed ? middle : lower[i] - margin;
      moved[1][i] = crossed ? middle : upper[i] + margin;
    }
    return moved;
  }

  /**
   * Moves the outermost symmetric pair of quantiles outwards by the margin. The quantiles of each
   * step are then sorted, so that none of those between lies outside.
   *
   * @param forecasts forecasts with the same levels as those that the margin was fitted on
   * @return the same forecasts with other quantiles
   * @throws IllegalArgumentException if there is no symmetric pair, or its nominal coverage is not
   *     that of this margin
   */
  public Forecasts apply(Forecasts forecasts) {
    QuantilePair pair = outermostPair(forecasts);
    if (Math.abs(pair.coverage() - coverage) > ROUNDING) {
      throw new IllegalArgumentException(
          "the margin was fitted for coverage %s; the outermost quantiles have %s"
              .formatted(coverage, pair.coverage()));
    }
    double[][][] quantiles = forecasts.quantiles();
    for (int i = 0; i < forecasts.count(); i++) {
      double[][] moved = apply(quantiles[pair.lower()][i], quantiles[pair.upper()][i]);
      quantiles[pair.lower()][i] = moved[0];
      quantiles[pair.upper()][i] = moved[1];
      sortSteps(quantiles, i);
    }
    return forecasts.withQuantiles(forecasts.levels(), quantiles);
  }

  private static void sortSteps(double[][][] quantiles, int i) {
    double[] levels = new double[quantiles.length];
    for (int step = 0; step < quantiles[0][i].length; step++) {
      for (int level = 0; level < levels.length; level++) {
        levels[level] = quantiles[level][i][step];
      }
      Arrays.sort(levels);
      for (int level = 0; level < levels.length; level++) {
        quantiles[level][i][step] = levels[level];
      }
    }
  }

  private static QuantilePair outermostPair(Forecasts forecasts) {
    return forecasts
        .outermostPair()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "a symmetric pair of quantiles such as 0.1 and 0.9 is needed; the levels are "
                        + Arrays.toString(forecasts.levels())));
  }
}
