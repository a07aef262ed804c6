package io.longtape.data.series;

/** One number per row: a column's value, so many rows before, or what a day usually adds to it. */
final class Feature {
  private final String name;
  private final double[] values;
  private final int lag;

  Feature(String column, double[] values) {
    this(column, values, 0);
  }

  private Feature(String name, double[] values, int lag) {
    this.name = name;
    this.values = values;
    this.lag = lag;
  }

  static Feature lagged(String column, double[] values, int lag) {
    return new Feature(column + "@-" + lag, values, lag);
  }

  static Feature effect(String column, CalendarEffect effect, double[] values) {
    return new Feature(column + "@" + effect.label(), values);
  }

  String name() {
    return name;
  }

  double at(int row) {
    return values[row - lag];
  }
}
