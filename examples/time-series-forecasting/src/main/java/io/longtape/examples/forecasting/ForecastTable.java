package io.longtape.examples.forecasting;

import io.longtape.data.series.TimeSeries;
import io.longtape.scenario.report.ForecastChart;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;

/** One forecast {@code [horizon, targets, outputs]} as lines, CSV and chart. */
record ForecastTable(ForecasterSchema schema, TimeSeries series, List<Double> values) {

  ForecastTable(ForecasterSchema schema, TimeSeries series, double[] values) {
    this(schema, series, Arrays.stream(values).boxed().toList());
  }

  /** The forecast as CSV: a row for each step, a column for each target and quantile. */
  String csv() {
    StringBuilder csv = new StringBuilder(quoted(schema.timeColumn()));
    heads().forEach(head -> csv.append(',').append(quoted(head)));
    csv.append('\n');
    for (int step = 0; step < schema.horizon(); step++) {
      csv.append(ForecastPage.label(series.time(series.rows() + step)));
      for (int column = 0; column < width(); column++) {
        csv.append(',').append(at(step, column));
      }
      csv.append('\n');
    }
    return csv.toString();
  }

  /** The forecast for a terminal. */
  List<String> lines() {
    List<String> heads = heads();
    List<String> lines = new ArrayList<>();
    StringJoiner first = new StringJoiner("  ");
    first.add(String.format("%-16s", schema.timeColumn()));
    heads.forEach(head -> first.add(String.format("%14s", head)));
    lines.add(first.toString());
    for (int step = 0; step < schema.horizon(); step++) {
      StringJoiner line = new StringJoiner("  ");
      line.add(String.format("%-16s", ForecastPage.label(series.time(series.rows() + step))));
      for (int column = 0; column < width(); column++) {
        line.add(String.format(Locale.ROOT, "%14.6g", at(step, column)));
      }
      lines.add(line.toString());
    }
    return lines;
  }

  String lead() {
    return "From "
        + ForecastPage.count(series.rows())
        + " rows up to "
        + ForecastPage.label(series.time(series.rows() - 1))
        + ", the next "
        + schema.horizon()
        + ". Nobody knows yet how good this is: evaluate tells for rows that are known.";
  }

  /** The end of the series, then the forecast with its interval. */
  ForecastChart chart(int target, int middle, ForecastPage page) {
    int shown = Math.min(series.rows(), Math.max(3 * schema.horizon(), schema.context()));
    int size = shown + schema.horizon();
    int outputs = schema.outputs();
    List<String> labels = new ArrayList<>();
    double[] truth = new double[size];
    double[] point = new double[size];
    double[] lower = new double[size];
    double[] upper = new double[size];
    for (double[] line : List.of(truth, point, lower, upper)) {
      Arrays.fill(line, Double.NaN);
    }
    double[] known = series.values(schema.targets().get(target));
    for (int i = 0; i < size; i++) {
      int row = series.rows() - shown + i;
      labels.add(ForecastPage.label(series.time(row)));
      if (row < series.rows()) {
        truth[i] = known[row];
      } else {
        int step = row - series.rows();
        point[i] = at(step, target * outputs + middle);
        lower[i] = at(step, target * outputs);
        upper[i] = at(step, target * outputs + outputs - 1);
      }
    }
    ForecastChart chart =
        ForecastChart.of(schema.timeColumn(), schema.targets().get(target), labels, truth)
            .withForecast("lstm", point);
    return outputs > 1 ? chart.withBand("lstm", page.bandName(), lower, upper) : chart;
  }

  private List<String> heads() {
    List<String> heads = new ArrayList<>();
    for (String target : schema.targets()) {
      if (schema.quantiles().isEmpty()) {
        heads.add(target);
      }
      schema.quantiles().forEach(level -> heads.add(target + "_" + level));
    }
    return heads;
  }

  private int width() {
    return schema.targets().size() * schema.outputs();
  }

  private double at(int step, int column) {
    return values.get(step * width() + column);
  }

  private static String quoted(String name) {
    return name.matches("[^\",\\r\\n]*") ? name : '"' + name.replace("\"", "\"\"") + '"';
  }
}
