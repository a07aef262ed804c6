package io.longtape.examples.forecasting;

import io.longtape.data.series.TimeSeries;
import io.longtape.data.series.Windows;
import io.longtape.evaluation.forecast.Backtest;
import io.longtape.evaluation.forecast.ForecastRule;
import io.longtape.evaluation.forecast.ForecastScores;
import io.longtape.evaluation.forecast.Forecasts;
import io.longtape.evaluation.forecast.History;
import io.longtape.evaluation.forecast.Mase;
import io.longtape.evaluation.forecast.RollingOrigin;
import io.longtape.evaluation.forecast.ScaledScores;
import io.longtape.scenario.report.Contestant;
import io.longtape.scenario.report.Kind;
import io.longtape.scenario.run.Latency;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * The same windows for every contestant: the model, the simple rules and a random control forecast
 * from each origin and are scored by the same code. Of several targets the mean is taken.
 */
final class Contest {

  private final TimeSeries series;
  private final ForecasterSchema schema;
  private final int trainEnd;
  private final RollingOrigin origins;
  private final Windows windows;

  /** All windows whose targets lie in {@code [from, to)}; rows before {@code trainEnd} trained. */
  Contest(TimeSeries series, ForecasterSchema schema, int trainEnd, int from, int to) {
    this.series = series;
    this.schema = schema;
    this.trainEnd = trainEnd;
    windows = Windows.of(series, schema.windowSpec(), from, to, 1);
    origins = new RollingOrigin(windows.origin(0), to, schema.horizon(), 1);
  }

  Windows windows() {
    return windows;
  }

  List<Contestant> rules(long seed) {
    List<Contestant> contestants = new ArrayList<>();
    for (ForecastRule rule : baselines()) {
      contestants.add(rule(rule, Kind.BASELINE));
    }
    contestants.add(rule(ForecastRule.randomDraw(seed), Kind.CONTROL));
    return contestants;
  }

  Contestant.Builder model(Forecaster forecaster) {
    Latency latency =
        Latency.measure(300, 2000, call -> forecaster.forecast(windows, call % windows.count()));
    String description =
        "LSTM of "
            + schema.units()
            + " units"
            + (schema.layers() > 1 ? " in " + schema.layers() + " layers" : "")
            + ", context "
            + schema.context();
    return contestant("lstm", Kind.MODEL, description, forecaster.forecasts(windows))
        .predictMicros(latency.medianMicros(), latency.p99Micros());
  }

  private List<ForecastRule> baselines() {
    List<ForecastRule> rules = new ArrayList<>(List.of(ForecastRule.naive()));
    if (schema.season() > 1) {
      rules.add(ForecastRule.seasonalNaive(schema.season()));
    }
    OptionalInt year = series.frequency().yearLag();
    if (year.isPresent() && year.getAsInt() != schema.season()) {
      boolean daily = year.getAsInt() == 364;
      rules.add(
          ForecastRule.seasonalLag(
              year.getAsInt(), daily ? "same-day-last-year" : "same-time-last-year"));
    }
    rules.add(ForecastRule.drift());
    return rules.stream().filter(rule -> rule.minimumHistory() <= origins.origin(0)).toList();
  }

  private Contestant rule(ForecastRule rule, Kind kind) {
    List<Forecasts> forecasts =
        schema.targets().stream()
            .map(target -> Backtest.run(rule, series.values(target), origins))
            .toList();
    double[] values = series.values(schema.targets().get(0));
    Latency latency =
        Latency.measure(
            300,
            2000,
            call -> {
              int origin = origins.origin(call % origins.count());
              rule.forecast(History.of(values, origin), schema.horizon());
            });
    return contestant(rule.id(), kind, rule.description(), forecasts)
        .predictMicros(latency.medianMicros(), latency.p99Micros())
        .build();
  }

  private Contestant.Builder contestant(
      String id, Kind kind, String description, List<Forecasts> forecasts) {
    List<ForecastScores> scores = new ArrayList<>();
    List<ScaledScores> scaled = new ArrayList<>();
    boolean mase = true;
    for (int target = 0; target < forecasts.size(); target++) {
      String column = schema.targets().get(target);
      OptionalDouble scale = maseScale(series.values(column));
      mase &= scale.isPresent();
      scores.add(ForecastScores.of(forecasts.get(target), scale.orElse(1)));
      scaled.add(ForecastScores.scaled(forecasts.get(target), schema.scalingOf(column).scale()));
    }
    ForecastScores mean = ForecastScores.mean(scores);
    ScaledScores scaledMean = ScaledScores.mean(scaled);
    return Contestant.of(id, kind, description, Metrics.of(mean, mase))
        .scaledMetrics(scaledMean.mse(), scaledMean.mae())
        .byHorizon(mean.maeByHorizon());
  }

  /**
   * Empty where the seasonal naive rule makes no error in training, so that nothing can be scaled.
   */
  private OptionalDouble maseScale(double[] values) {
    try {
      return OptionalDouble.of(Mase.scale(values, 0, trainEnd, schema.season()));
    } catch (IllegalArgumentException noScale) {
      return OptionalDouble.empty();
    }
  }
}
