package io.longtape.scenario.report;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Made-up forecasts of daily births: a trend, a week, a year, and noise from a fixed seed. */
final class SampleReport {
  static final int DAYS = 420;
  static final int HORIZON = 7;

  private SampleReport() {}

  static Report report() {
    List<Contestant> contestants =
        List.of(
            Contestant.of(
                    "lstm",
                    Kind.MODEL,
                    "LSTM of 64 units with window normalisation and calendar covariates",
                    metrics(221.7, 338.2, 114379, 2.41, 0.722, 79.1, 0.812))
                .parameters(18_005)
                .trainSeconds(48.31)
                .predictMicros(212.4, 391.8)
                .scaledMetrics(0.0813, 0.1874)
                .byHorizon(176.1, 199.8, 215.3, 226.4, 236.9, 245.2, 252.2)
                .history(history())
                .build(),
            rule(
                "seasonal-naive-7",
                Kind.BASELINE,
                "the same weekday of last week",
                metrics(306.4, 471.9, 222690, 3.36, 0.998, 124.6, 0.774),
                304.1,
                0.5),
            rule(
                "same-day-last-year",
                Kind.BASELINE,
                "the value of 364 days ago",
                metrics(315.2, 433.0, 187489, 3.42, 1.027, 119.3, 0.846),
                315.2,
                0),
            rule(
                "boosted-trees",
                Kind.BASELINE,
                "gradient boosting on lags and calendar",
                metrics(207.3, 321.6, 103426, 2.27, 0.675, 74.4, 0.731),
                181,
                8.8),
            rule(
                "naive",
                Kind.BASELINE,
                "the last known value",
                metrics(902.8, 1183.5, 1400672, 9.87, 2.941, Double.NaN, Double.NaN),
                640,
                75),
            rule(
                "lstm-shuffled",
                Kind.CONTROL,
                "the same LSTM trained on shuffled targets; it must not beat a rule",
                metrics(861.0, 1090.4, 1188972, 9.31, 2.805, 301.2, 0.795),
                859,
                0.7));
    return Report.of(
            "time-series-forecasting",
            new Dataset("US births", 7305, "9f2c".repeat(16), "CC0-1.0"),
            new Split(4675, 1169, 1461, 1455L),
            42,
            contestants,
            new Provenance(
                "0.1.0",
                "17.0.15 (Debian)",
                "2.18.0",
                "Linux 6.1 amd64",
                2,
                1L << 30,
                "2026-11-01T12:00:00Z",
                List.of("train", "--horizon", "7", "--quantiles", "0.1,0.5,0.9", "--model", "out")))
        .judgedBy("mae");
  }

  static Page page(Report report) {
    return Page.of(
            "Daily US births, seven days ahead",
            "The LSTM is off by 222 births a day. Repeating last week's weekday is off by 306;"
                + " boosted trees do better still, with 207. The LSTM's 80 % interval held 81 % of"
                + " the days.")
        .withUnit("births per day")
        .withCommand(
            "mvn -q -pl examples/time-series-forecasting exec:java"
                + " -Dexec.args=\"train --horizon 7 --quantiles 0.1,0.5,0.9 --model out\"")
        .withChart(
            "The forecast follows week and holiday",
            "Each day as it was forecast one day ahead. The shaded area should hold 80 % of the"
                + " days.",
            forecasts())
        .withChart(
            "Further ahead is harder, and the lead over the rule shrinks",
            "Mean absolute error of each step of the forecast, over all test windows.",
            HorizonChart.of("days ahead", "MAE, births per day", report.contestants()))
        .withChart(
            "Training stopped when validation no longer improved",
            "The weights of the marked epoch were kept.",
            LearningCurves.of("pinball loss, scaled", report.contestants()));
  }

  private static Contestant rule(
      String id,
      Kind kind,
      String description,
      Map<String, Double> metrics,
      double first,
      double growth) {
    double[] errors = new double[HORIZON];
    for (int step = 0; step < HORIZON; step++) {
      errors[step] = first + growth * step;
    }
    return Contestant.of(id, kind, description, metrics)
        .predictMicros(0.8, 2.1)
        .scaledMetrics(metrics.get("mse") / 1.4e6, metrics.get("mae") / 1183)
        .byHorizon(errors)
        .build();
  }

  private static Map<String, Double> metrics(double... values) {
    String[] keys = {"mae", "rmse", "mse", "smape", "mase", "pinball", "coverage80"};
    Map<String, Double> metrics = new LinkedHashMap<>();
    for (int i = 0; i < keys.length; i++) {
      metrics.put(keys[i], values[i]);
    }
    return metrics;
  }

  private static History history() {
    List<History.Epoch> epochs = new ArrayList<>();
    for (int epoch = 1; epoch <= 24; epoch++) {
      double loss = 0.071 + 0.16 * Math.exp(-epoch / 3.2);
      double valLoss = 0.083 + 0.13 * Math.exp(-epoch / 3.0) + 0.00004 * Math.pow(epoch - 5, 2);
      epochs.add(new History.Epoch(epoch, loss, valLoss, epoch < 18 ? 0.003 : 0.0015));
    }
    return new History(epochs);
  }

  private static ForecastChart forecasts() {
    Random random = new Random(7);
    LocalDate start = LocalDate.of(1986, 11, 8);
    List<String> labels = new ArrayList<>();
    double[] truth = new double[DAYS];
    double[] lstm = new double[DAYS];
    double[] naive = new double[DAYS];
    double[] lower = new double[DAYS];
    double[] upper = new double[DAYS];
    for (int day = 0; day < DAYS; day++) {
      LocalDate date = start.plusDays(day);
      labels.add(date.toString());
      double level = 10_200 + 600 * Math.sin((date.getDayOfYear() - 170) * Math.PI / 182);
      double week = date.getDayOfWeek().getValue() > 5 ? -1900 : 280;
      boolean holiday = date.getDayOfYear() == 359 || date.getDayOfYear() == 1;
      truth[day] = level + week + 260 * random.nextGaussian() - (holiday ? 1500 : 0);
      lstm[day] = level + week + 90 * random.nextGaussian() - (holiday ? 1200 : 0);
      naive[day] = day < 7 ? Double.NaN : truth[day - 7];
      lower[day] = lstm[day] - 350;
      upper[day] = lstm[day] + 350;
    }
    return ForecastChart.of("day", "births per day", labels, truth)
        .withForecast("lstm", lstm)
        .withForecast("seasonal-naive-7", naive)
        .withBand("lstm", "80 % interval of lstm", lower, upper);
  }
}
