package io.longtape.scenario.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Forecasts against the truth along time, with an interval where there is one. A null (NaN in the
 * factories) is a gap.
 *
 * @param timeTitle title of the time axis
 * @param valueTitle title of the value axis with its unit, such as {@code "births per day"}
 * @param labels time of each point, as text
 * @param truth true values, one for each label
 * @param forecasts lines of one or several contestants
 * @param bands intervals
 */
public record ForecastChart(
    String timeTitle,
    String valueTitle,
    List<String> labels,
    List<Double> truth,
    List<Forecast> forecasts,
    List<Band> bands)
    implements Chart {

  /** Points in view when the page opens; the others are reached by the slider. */
  static final int IN_VIEW = 140;

  /**
   * One contestant's line.
   *
   * @param contestant id of the contestant
   * @param values forecasts, one for each label
   */
  public record Forecast(String contestant, List<Double> values) {
    /**
     * Turns what is not finite into null.
     *
     * @param contestant id of the contestant
     * @param values forecasts, one for each label
     */
    public Forecast {
      Objects.requireNonNull(contestant, "contestant");
      values = Finite.list(values);
    }
  }

  /**
   * One contestant's interval.
   *
   * @param contestant id of the contestant
   * @param name what the legend calls it, such as {@code "80 % interval"}
   * @param lower lower ends, one for each label
   * @param upper upper ends, one for each label
   */
  public record Band(String contestant, String name, List<Double> lower, List<Double> upper) {
    /**
     * Turns what is not finite into null.
     *
     * @param contestant id of the contestant
     * @param name what the legend calls it
     * @param lower lower ends, one for each label
     * @param upper upper ends, one for each label
     */
    public Band {
      Objects.requireNonNull(contestant, "contestant");
      Objects.requireNonNull(name, "name");
      lower = Finite.list(lower);
      upper = Finite.list(upper);
    }
  }

  /**
   * Checks the lengths and keeps copies.
   *
   * @param timeTitle title of the time axis
   * @param valueTitle title of the value axis with its unit
   * @param labels time of each point, as text
   * @param truth true values, one for each label
   * @param forecasts lines of one or several contestants
   * @param bands intervals
   * @throws IllegalArgumentException when a series has another length than {@code labels}
   */
  public ForecastChart {
    labels = List.copyOf(labels);
    truth = Finite.list(truth);
    forecasts = List.copyOf(forecasts);
    bands = List.copyOf(bands);
    requireLength("truth", truth, labels);
    for (Forecast forecast : forecasts) {
      requireLength("forecast '" + forecast.contestant() + "'", forecast.values(), labels);
    }
    for (Band band : bands) {
      requireLength("lower end of '" + band.name() + "'", band.lower(), labels);
      requireLength("upper end of '" + band.name() + "'", band.upper(), labels);
    }
  }

  /**
   * A chart of the truth, to which forecasts are added.
   *
   * @param timeTitle title of the time axis
   * @param valueTitle title of the value axis with its unit
   * @param labels time of each point, as text
   * @param truth true values, one for each label
   * @return the chart
   * @throws IllegalArgumentException when {@code truth} has another length than {@code labels}
   */
  public static ForecastChart of(
      String timeTitle, String valueTitle, List<String> labels, double[] truth) {
    return new ForecastChart(
        timeTitle, valueTitle, labels, Finite.list(truth), List.of(), List.of());
  }

  /**
   * Adds a contestant's forecasts.
   *
   * @param contestant id of the contestant
   * @param values forecasts, one for each label
   * @return a chart with the line
   * @throws IllegalArgumentException when there are not as many values as labels
   */
  public ForecastChart withForecast(String contestant, double[] values) {
    List<Forecast> more = new ArrayList<>(forecasts);
    more.add(new Forecast(contestant, Finite.list(values)));
    return new ForecastChart(timeTitle, valueTitle, labels, truth, more, bands);
  }

  /**
   * Adds a contestant's interval.
   *
   * @param contestant id of the contestant
   * @param name what the legend calls it, such as {@code "80 % interval"}
   * @param lower lower ends, one for each label
   * @param upper upper ends, one for each label
   * @return a chart with the band
   * @throws IllegalArgumentException when there are not as many values as labels
   */
  public ForecastChart withBand(String contestant, String name, double[] lower, double[] upper) {
    List<Band> more = new ArrayList<>(bands);
    more.add(new Band(contestant, name, Finite.list(lower), Finite.list(upper)));
    return new ForecastChart(timeTitle, valueTitle, labels, truth, forecasts, more);
  }

  @Override
  public boolean wide() {
    return true;
  }

  @Override
  public String description() {
    String names = String.join(", ", forecasts.stream().map(Forecast::contestant).toList());
    String range =
        labels.isEmpty() ? "" : " from " + labels.get(0) + " to " + labels.get(labels.size() - 1);
    return "Line chart of "
        + valueTitle
        + range
        + ": the truth and the forecasts of "
        + names
        + ".";
  }

  @Override
  public ObjectNode options() {
    ObjectNode options = Axes.of(this, timeTitle, labels, valueTitle);
    ((ObjectNode) options.get("grid")).put("bottom", 84).put("right", 40);
    ((ObjectNode) options.get("xAxis")).put("boundaryGap", false);
    bands.forEach(band -> addBand(options, band));
    Axes.line(options, "truth", null, truth).put("symbol", "none");
    forecasts.forEach(
        forecast ->
            Axes.line(options, forecast.contestant(), forecast.contestant(), forecast.values())
                .put("symbol", "none"));
    options
        .putArray("dataZoom")
        .addObject()
        .put("type", "slider")
        .put("height", 26)
        .put("bottom", 8)
        .put("startValue", Math.max(0, labels.size() - IN_VIEW))
        .put("endValue", Math.max(0, labels.size() - 1));
    return options;
  }

  /** ECharts has no bands: the page draws a custom series of {@code [x, lower, upper]}. */
  private static void addBand(ObjectNode options, Band band) {
    ObjectNode series = ((ArrayNode) options.get("series")).addObject();
    series.put("type", "custom").put("name", band.name()).put("contestant", band.contestant());
    series.putArray("dimensions").add("time").add("from").add("to");
    ObjectNode encode = series.putObject("encode").put("x", 0);
    encode.putArray("y").add(1).add(2);
    encode.putArray("tooltip").add(1).add(2);
    ArrayNode data = series.putArray("data");
    for (int i = 0; i < band.lower().size(); i++) {
      data.addArray().add(i).add(band.lower().get(i)).add(band.upper().get(i));
    }
  }

  @Override
  public DataTable table() {
    List<DataTable.Column> columns = new ArrayList<>();
    columns.add(new DataTable.Column("truth", truth));
    forecasts.forEach(f -> columns.add(new DataTable.Column(f.contestant(), f.values())));
    for (Band band : bands) {
      columns.add(new DataTable.Column(band.name() + ", from", band.lower()));
      columns.add(new DataTable.Column(band.name() + ", to", band.upper()));
    }
    return DataTable.of(timeTitle, labels, columns);
  }

  private static void requireLength(String what, List<Double> values, List<String> labels) {
    if (values.size() != labels.size()) {
      throw new IllegalArgumentException(
          what
              + " has "
              + values.size()
              + " values; the time axis has "
              + labels.size()
              + " labels");
    }
  }
}
