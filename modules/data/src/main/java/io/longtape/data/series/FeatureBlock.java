package io.longtape.data.series;

import java.util.List;
import java.util.stream.Stream;

/** The features of rows: some of the columns, then some of the calendar. */
final class FeatureBlock {
  private final List<Feature> features;
  private final CalendarTable calendar;
  private final List<String> names;

  FeatureBlock(List<Feature> features, CalendarTable calendar) {
    this.features = List.copyOf(features);
    this.calendar = calendar;
    this.names =
        Stream.concat(features.stream().map(Feature::name), calendar.names().stream()).toList();
  }

  List<String> names() {
    return names;
  }

  /** Writes {@code [rows, width]}, row by row. */
  void write(int fromRow, int toRow, double[] dst, int offset) {
    int at = offset;
    for (int row = fromRow; row < toRow; row++) {
      for (Feature feature : features) {
        dst[at++] = feature.at(row);
      }
      at = calendar.write(row, dst, at);
    }
  }
}
