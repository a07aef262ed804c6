package io.longtape.evaluation.forecast;

import java.util.Arrays;

/** Runs a rule over the past of a series, as if each origin were today. */
public final class Backtest {
  private Backtest() {}

  /**
   * Lets the rule forecast at every origin, from the values before that origin only.
   *
   * @param rule the rule
   * @param series the whole series, oldest value first
   * @param plan the origins and the horizon
   * @return what was forecast and what came
   * @throws IllegalArgumentException if the plan reaches beyond the series, the first origin leaves
   *     the rule too little history, or a value is not finite
   */
  public static Forecasts run(ForecastRule rule, double[] series, RollingOrigin plan) {
    if (plan.end() > series.length) {
      throw new IllegalArgumentException(
          "the backtest ends at %d; the series has only %d values"
              .formatted(plan.end(), series.length));
    }
    int[] origins = plan.origins().toArray();
    double[][] truth = new double[origins.length][];
    double[][] point = new double[origins.length][];
    for (int i = 0; i < origins.length; i++) {
      truth[i] = Arrays.copyOfRange(series, origins[i], origins[i] + plan.horizon());
      point[i] = rule.forecast(History.of(series, origins[i]), plan.horizon());
    }
    return Forecasts.of(origins, truth, point);
  }
}
