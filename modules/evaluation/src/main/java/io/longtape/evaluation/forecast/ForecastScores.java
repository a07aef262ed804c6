package io.longtape.evaluation.forecast;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * All scores of one contestant. Each is taken over every origin and step; no score is ever NaN: one
 * that cannot be computed is absent.
 *
 * @param mae mean absolute error, in the unit of the series
 * @param mse mean squared error, in the squared unit of the series
 * @param rmse root of {@code mse}
 * @param smape symmetric mean absolute percentage error, 0 to 200 percent, see {@link
 *     PointMetric#SMAPE}
 * @param mase mean absolute scaled error, see {@link Mase}
 * @param pinball mean pinball loss over all quantiles; absent if there are none
 * @param interval scores of the outermost symmetric pair of quantiles, such as 0.1 and 0.9; absent
 *     if there is none
 * @param byHorizon errors at each step of the horizon, the first step first
 */
public record ForecastScores(
    double mae,
    double mse,
    double rmse,
    double smape,
    double mase,
    OptionalDouble pinball,
    Optional<IntervalScores> interval,
    List<StepScores> byHorizon) {

  /**
   * Takes scores that were computed before.
   *
   * @param mae mean absolute error
   * @param mse mean squared error
   * @param rmse root of the mean squared error
   * @param smape symmetric mean absolute percentage error
   * @param mase mean absolute scaled error
   * @param pinball mean pinball loss, or empty
   * @param interval scores of the interval, or empty
   * @param byHorizon errors at each step; the list is copied
   * @throws NullPointerException if the list or one of its elements is null
   */
  public ForecastScores {
    byHorizon = List.copyOf(byHorizon);
  }

  /**
   * Scores forecasts.
   *
   * @param forecasts what was forecast and what came
   * @param maseScale from {@link Mase#scale}, over the training part of the same series
   * @return the scores
   * @throws IllegalArgumentException if the scale is not above 0
   */
  public static ForecastScores of(Forecasts forecasts, double maseScale) {
    double[] truth = forecasts.flatTruth();
    double[] point = forecasts.flatPoint();
    return new ForecastScores(
        PointMetric.MAE.of(truth, point),
        PointMetric.MSE.of(truth, point),
        PointMetric.RMSE.of(truth, point),
        PointMetric.SMAPE.of(truth, point),
        Mase.of(truth, point, maseScale),
        pinball(forecasts, truth),
        forecasts.outermostPair().map(pair -> IntervalScores.of(forecasts, pair)),
        IntStream.range(0, forecasts.horizon()).mapToObj(step -> at(forecasts, step)).toList());
  }

  /**
   * Errors of truth and forecast divided by a standard deviation.
   *
   * @param forecasts what was forecast and what came
   * @param standardDeviation that of the training part of the same series
   * @return the scaled errors
   * @throws IllegalArgumentException if the standard deviation is not a finite number above 0
   */
  public static ScaledScores scaled(Forecasts forecasts, double standardDeviation) {
    Values.requirePositive("standard deviation", standardDeviation);
    double[] truth = forecasts.flatTruth();
    double[] point = forecasts.flatPoint();
    return new ScaledScores(
        PointMetric.MSE.of(truth, point) / standardDeviation / standardDeviation,
        PointMetric.MAE.of(truth, point) / standardDeviation);
  }

  /**
   * The unweighted mean over several targets, score by score. The exception is the RMSE, which is
   * the root of the mean MSE and not the mean of the roots.
   *
   * @param targets scores of each target, all with the same horizon
   * @return the mean; pinball loss and interval are there if every target has them
   * @throws IllegalArgumentException if there are no targets, their horizons differ, some have a
   *     pinball loss or an interval and others do not, or the nominal coverages differ
   */
  public static ForecastScores mean(List<ForecastScores> targets) {
    double mse = Means.of(targets, ForecastScores::mse);
    List<Double> pinballs =
        allOrNone(targets, "pinball loss", scores -> scores.pinball.stream().boxed().findFirst());
    List<IntervalScores> intervals = allOrNone(targets, "interval", ForecastScores::interval);
    return new ForecastScores(
        Means.of(targets, ForecastScores::mae),
        mse,
        Math.sqrt(mse),
        Means.of(targets, ForecastScores::smape),
        Means.of(targets, ForecastScores::mase),
        pinballs.stream().mapToDouble(Double::doubleValue).average(),
        intervals.isEmpty() ? Optional.empty() : Optional.of(IntervalScores.mean(intervals)),
        IntStream.range(0, commonHorizon(targets))
            .mapToObj(step -> meanAt(targets, step))
            .toList());
  }

  /**
   * Mean absolute error at each step of the horizon.
   *
   * @return a new array, shape {@code [horizon]}
   */
  public double[] maeByHorizon() {
    return byHorizon.stream().mapToDouble(StepScores::mae).toArray();
  }

  /**
   * Mean squared error at each step of the horizon.
   *
   * @return a new array, shape {@code [horizon]}
   */
  public double[] mseByHorizon() {
    return byHorizon.stream().mapToDouble(StepScores::mse).toArray();
  }

  private static OptionalDouble pinball(Forecasts forecasts, double[] truth) {
    if (!forecasts.hasQuantiles()) {
      return OptionalDouble.empty();
    }
    double[] levels = forecasts.levels();
    double[][] flat =
        IntStream.range(0, levels.length)
            .mapToObj(forecasts::flatQuantile)
            .toArray(double[][]::new);
    return OptionalDouble.of(QuantileMetrics.pinball(truth, flat, levels));
  }

  private static StepScores at(Forecasts forecasts, int step) {
    double[] truth = forecasts.truthAt(step);
    double[] point = forecasts.pointAt(step);
    return new StepScores(PointMetric.MAE.of(truth, point), PointMetric.MSE.of(truth, point));
  }

  private static StepScores meanAt(List<ForecastScores> targets, int step) {
    return new StepScores(
        Means.of(targets, scores -> scores.byHorizon.get(step).mae()),
        Means.of(targets, scores -> scores.byHorizon.get(step).mse()));
  }

  private static int commonHorizon(List<ForecastScores> targets) {
    List<Integer> horizons =
        targets.stream().map(scores -> scores.byHorizon.size()).distinct().toList();
    if (horizons.size() > 1) {
      throw new IllegalArgumentException(
          "scores over horizons of %d and %d steps have no common mean"
              .formatted(horizons.get(0), horizons.get(1)));
    }
    return horizons.get(0);
  }

  private static <T> List<T> allOrNone(
      List<ForecastScores> targets, String name, Function<ForecastScores, Optional<T>> part) {
    List<T> present = targets.stream().map(part).flatMap(Optional::stream).toList();
    if (!present.isEmpty() && present.size() < targets.size()) {
      throw new IllegalArgumentException(
          "%d of %d targets have no %s; all of them must have one, or none"
              .formatted(targets.size() - present.size(), targets.size(), name));
    }
    return present;
  }
}
