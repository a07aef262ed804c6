package io.longtape.evaluation.forecast;

import java.util.Arrays;
import java.util.Optional;

/**
 * What a contestant forecast at each origin, beside what came. A rule's backtest and a trained
 * model both end here, so that all of them are scored by the same code.
 *
 * <p>Immutable: arrays are copied on the way in and on the way out, so a loop takes them once.
 */
public final class Forecasts {
  private final int[] origins;
  private final double[][] truth;
  private final double[][] point;
  private final double[] levels;
  private final double[][][] quantiles;

  private Forecasts(
      int[] origins, double[][] truth, double[][] point, double[] levels, double[][][] quantiles) {
    this.origins = origins;
    this.truth = truth;
    this.point = point;
    this.levels = levels;
    this.quantiles = quantiles;
  }

  /**
   * Point forecasts without quantiles.
   *
   * @param origins index of the first forecast value, for each forecast; shape {@code [n]}
   * @param truth what came; shape {@code [n, horizon]}
   * @param point what was forecast; shape {@code [n, horizon]}
   * @return the forecasts
   * @throws IllegalArgumentException if there are none, the shapes differ, or a value is not finite
   */
  public static Forecasts of(int[] origins, double[][] truth, double[][] point) {
    if (origins.length == 0) {
      throw new IllegalArgumentException("there are no forecasts; at least one origin is needed");
    }
    int horizon = truth.length == 0 ? 0 : truth[0].length;
    return new Forecasts(
        origins.clone(),
        checkedCopy("truth", truth, origins, horizon),
        checkedCopy("point forecast", point, origins, horizon),
        new double[0],
        new double[0][][]);
  }

  /**
   * The same forecasts with quantiles, which replace those there were.
   *
   * @param levels levels of the quantiles, between 0 and 1, in ascending order
   * @param quantiles forecasts of the quantiles; shape {@code [levels, n, horizon]}. They may
   *     cross: the scores show what that costs
   * @return the forecasts with quantiles
   * @throws IllegalArgumentException if there are no levels, they are out of order or out of range,
   *     the shapes differ, or a value is not finite
   */
  public Forecasts withQuantiles(double[] levels, double[][][] quantiles) {
    Values.requireFinite("quantile levels", levels);
    if (quantiles.length != levels.length) {
      throw new IllegalArgumentException(
          "there are %d quantile levels and forecasts for %d"
              .formatted(levels.length, quantiles.length));
    }
    double[][][] copy = new double[levels.length][][];
    for (int level = 0; level < levels.length; level++) {
      Values.requireProbability("quantile level", levels[level]);
      if (level > 0 && levels[level] <= levels[level - 1]) {
        throw new IllegalArgumentException(
            "quantile levels must ascend; %s comes after %s"
                .formatted(levels[level], levels[level - 1]));
      }
      copy[level] = checkedCopy("quantile " + levels[level], quantiles[level], origins, horizon());
    }
    return new Forecasts(origins, truth, point, levels.clone(), copy);
  }

  /**
   * Number of forecasts.
   *
   * @return the number of origins, 1 or more
   */
  public int count() {
    return origins.length;
  }

  /**
   * Number of steps in each forecast.
   *
   * @return the horizon, 1 or more
   */
  public int horizon() {
    return truth[0].length;
  }

  /**
   * Index of the first forecast value, for each forecast.
   *
   * @return a copy, shape {@code [n]}
   */
  public int[] origins() {
    return origins.clone();
  }

  /**
   * What came.
   *
   * @return a copy, shape {@code [n, horizon]}
   */
  public double[][] truth() {
    return copy(truth);
  }

  /**
   * What was forecast: one number for each step, of a quantile model usually the median.
   *
   * @return a copy, shape {@code [n, horizon]}
   */
  public double[][] point() {
    return copy(point);
  }

  /**
   * Levels of the quantiles, ascending.
   *
   * @return a copy, shape {@code [levels]}; empty if there are no quantiles
   */
  public double[] levels() {
    return levels.clone();
  }

  /**
   * Forecasts of the quantiles.
   *
   * @return a copy, shape {@code [levels, n, horizon]}; empty if there are no quantiles
   */
  public double[][][] quantiles() {
    return Arrays.stream(quantiles).map(Forecasts::copy).toArray(double[][][]::new);
  }

  /**
   * Whether there are quantiles.
   *
   * @return true if {@link #levels()} is not empty
   */
  public boolean hasQuantiles() {
    return levels.length > 0;
  }

  double[] flatTruth() {
    return flat(truth);
  }

  double[] flatPoint() {
    return flat(point);
  }

  double[] flatQuantile(int level) {
    return flat(quantiles[level]);
  }

  double[] truthAt(int step) {
    return column(truth, step);
  }

  double[] pointAt(int step) {
    return column(point, step);
  }

  Optional<QuantilePair> outermostPair() {
    return QuantilePair.outermost(levels);
  }

  private static double[][] checkedCopy(
      String name, double[][] values, int[] origins, int horizon) {
    if (values.length != origins.length) {
      throw new IllegalArgumentException(
          "%s has %d rows; there are %d origins".formatted(name, values.length, origins.length));
    }
    for (int i = 0; i < values.length; i++) {
      String row = "%s at origin %d".formatted(name, origins[i]);
      if (values[i].length != horizon) {
        throw new IllegalArgumentException(
            "%s has %d steps; the horizon is %d".formatted(row, values[i].length, horizon));
      }
      Values.requireFinite(row, values[i]);
    }
    return copy(values);
  }

  private static double[][] copy(double[][] values) {
    return Arrays.stream(values).map(double[]::clone).toArray(double[][]::new);
  }

  private static double[] flat(double[][] values) {
    return Arrays.stream(values).flatMapToDouble(Arrays::stream).toArray();
  }

  private static double[] column(double[][] values, int step) {
    return Arrays.stream(values).mapToDouble(row -> row[step]).toArray();
  }
}
