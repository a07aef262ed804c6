package io.longtape.examples.forecasting;

import io.longtape.data.series.Windows;
import io.longtape.evaluation.forecast.Forecasts;
import io.longtape.scenario.report.Contestant;
import io.longtape.scenario.report.ForecastChart;
import io.longtape.scenario.report.HorizonChart;
import io.longtape.scenario.report.Kind;
import io.longtape.scenario.report.LearningCurves;
import io.longtape.scenario.report.Page;
import io.longtape.scenario.report.Report;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** What index.html shows of a forecast. */
final class ForecastPage {

  private static final int MOST_POINTS = 140;
  private static final int MOST_TARGETS = 7;

  private final ForecasterSchema schema;
  private final String data;

  ForecastPage(ForecasterSchema schema, String data) {
    this.schema = schema;
    this.data = data;
  }

  /** The page of a model that was scored on windows with known targets. */
  Page of(Report report, Forecaster forecaster, Windows windows, String command) {
    Page page = Page.of(title(), lead(report.contestants(), windows)).withUnit(unit());
    List<Forecasts> forecasts = forecaster.forecasts(windows);
    for (int target = 0; target < Math.min(forecasts.size(), MOST_TARGETS); target++) {
      page =
          page.withChart(
              "Forecast and truth"
                  + (forecasts.size() > 1 ? ": " + schema.targets().get(target) : ""),
              "The last windows of the test part that do not overlap; each was forecast from the rows"
                  + " before it.",
              stretch(windows, forecasts.get(target), target));
    }
    page =
        page.withChart(
            "Error by step",
            "Over all " + count(windows.count()) + " windows of the test part.",
            HorizonChart.of(stepTitle(), "MAE, " + unit(), report.contestants()));
    if (report.contestants().stream().anyMatch(contestant -> contestant.history() != null)) {
      page =
          page.withChart(
              "Learning curves",
              "Mean loss of each epoch, in units of each window's own spread; the weights of the"
                  + " marked epoch were kept.",
              LearningCurves.of(schema.loss() + " loss", report.contestants()));
    }
    return page.withCommand(command);
  }

  String title() {
    return String.join(", ", schema.targets()) + ", " + ahead() + " ahead: " + data;
  }

  /** The horizon in words: {@code 7 days}, or {@code 8 steps of 15 minutes}. */
  private String ahead() {
    return schema.frequency().matches("1 [a-z]+")
        ? schema.horizon() + schema.frequency().substring(1) + (schema.horizon() > 1 ? "s" : "")
        : schema.horizon() + " steps of " + schema.frequency();
  }

  /**
   * What the steps of the horizon are: {@code days ahead}, or {@code steps of 15 minutes ahead}.
   */
  String stepTitle() {
    return schema.frequency().matches("1 [a-z]+")
        ? schema.frequency().substring(2) + "s ahead"
        : "steps of " + schema.frequency() + " ahead";
  }

  String unit() {
    return schema.targets().size() == 1 ? schema.targets().get(0) : "mean of the targets' units";
  }

  /** The answer in words, whichever way it went. */
  String lead(List<Contestant> contestants, Windows windows) {
    Contestant model =
        contestants.stream().filter(c -> c.kind() == Kind.MODEL).findFirst().orElseThrow();
    Contestant best =
        contestants.stream()
            .filter(contestant -> contestant.kind() == Kind.BASELINE)
            .min(Comparator.comparing(contestant -> contestant.metrics().get("mae")))
            .orElseThrow();
    double mae = model.metrics().get("mae");
    double rule = best.metrics().get("mae");
    double change = rule == 0 ? Double.NaN : 100 * (mae - rule) / rule;
    String verdict =
        Double.isNaN(change)
            ? "the rule is exact here"
            : Math.abs(change) <= 1
                ? "no better and no worse (within 1 %)"
                : String.format(
                    Locale.ROOT, "%.0f %% %s", Math.abs(change), change < 0 ? "less" : "more");
    String coverage =
        model.metrics().entrySet().stream()
            .filter(metric -> metric.getKey().startsWith("coverage"))
            .map(
                metric ->
                    String.format(
                        Locale.ROOT,
                        " Its %s %% interval held %.1f %% of the values.",
                        metric.getKey().substring("coverage".length()),
                        100 * metric.getValue()))
            .findFirst()
            .orElse("");
    return String.format(
        Locale.ROOT,
        "Over %,d windows of the test part, the LSTM's mean absolute error is %s; the best simple"
            + " rule, %s, has %s: %s.%s",
        windows.count(),
        shown(mae),
        best.id(),
        shown(rule),
        verdict,
        coverage);
  }

  private ForecastChart stretch(Windows windows, Forecasts forecasts, int target) {
    int horizon = schema.horizon();
    int count = Math.min((windows.count() - 1) / horizon + 1, Math.max(1, MOST_POINTS / horizon));
    double[][] truths = forecasts.truth();
    double[][] points = forecasts.point();
    double[][][] quantiles = forecasts.hasQuantiles() ? forecasts.quantiles() : new double[0][][];
    List<String> labels = new ArrayList<>();
    double[] truth = new double[count * horizon];
    double[] point = new double[count * horizon];
    double[] lower = new double[count * horizon];
    double[] upper = new double[count * horizon];
    int at = 0;
    for (int i = 0; i < count; i++) {
      int window = windows.count() - 1 - (count - 1 - i) * horizon;
      for (int step = 0; step < horizon; step++) {
        labels.add(label(windows.series().time(windows.origin(window) + step)));
        truth[at] = truths[window][step];
        point[at] = points[window][step];
        if (quantiles.length > 1) {
          lower[at] = quantiles[0][window][step];
          upper[at] = quantiles[quantiles.length - 1][window][step];
        }
        at++;
      }
    }
    ForecastChart chart =
        ForecastChart.of(schema.timeColumn(), schema.targets().get(target), labels, truth)
            .withForecast("lstm", point);
    return quantiles.length > 1 ? chart.withBand("lstm", bandName(), lower, upper) : chart;
  }

  String bandName() {
    List<Double> levels = schema.quantiles();
    return Math.round(100 * (levels.get(levels.size() - 1) - levels.get(0))) + " % interval";
  }

  static String label(LocalDateTime time) {
    return time.toLocalTime().equals(LocalTime.MIDNIGHT)
        ? time.toLocalDate().toString()
        : time.toString().replace('T', ' ');
  }

  static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  private static String shown(double value) {
    return String.format(Locale.ROOT, Math.abs(value) >= 100 ? "%,.0f" : "%.4g", value);
  }
}
