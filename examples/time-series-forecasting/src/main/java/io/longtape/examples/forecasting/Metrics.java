package io.longtape.examples.forecasting;

import io.longtape.evaluation.forecast.ForecastScores;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Scores under the names that report.json gives them. */
final class Metrics {

  /** What the printed table shows. */
  static final List<String> SHOWN = List.of("mae", "rmse", "smape", "mase", "pinball");

  private Metrics() {}

  static Map<String, Double> of(ForecastScores scores, boolean mase) {
    Map<String, Double> metrics = new LinkedHashMap<>();
    metrics.put("mae", scores.mae());
    metrics.put("rmse", scores.rmse());
    metrics.put("mse", scores.mse());
    metrics.put("smape", scores.smape());
    if (mase) {
      metrics.put("mase", scores.mase());
    }
    scores.pinball().ifPresent(pinball -> metrics.put("pinball", pinball));
    scores
        .interval()
        .ifPresent(
            interval -> metrics.put(coverageKey(interval.nominalCoverage()), interval.coverage()));
    return metrics;
  }

  static String coverageKey(double nominal) {
    return "coverage" + Math.round(100 * nominal);
  }
}
