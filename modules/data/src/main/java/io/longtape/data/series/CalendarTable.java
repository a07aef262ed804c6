package io.longtape.data.series;

import java.time.LocalDateTime;
import java.util.List;

/** The calendar's features of a range of rows, computed once because windows overlap. */
final class CalendarTable {
  private final List<String> names;
  private final int fromRow;
  private final double[] values;

  CalendarTable(TimeSeries series, List<CalendarFeature> features, int fromRow, int toRow) {
    this.names = features.stream().flatMap(feature -> feature.names().stream()).toList();
    this.fromRow = fromRow;
    this.values = new double[Math.multiplyExact(toRow - fromRow, names.size())];
    int at = 0;
    for (int row = fromRow; !features.isEmpty() && row < toRow; row++) {
      LocalDateTime time = series.time(row);
      for (CalendarFeature feature : features) {
        feature.write(time, values, at);
        at += feature.width();
      }
    }
  }

  List<String> names() {
    return names;
  }

  /** Writes a row's features and returns the place after them. */
  int write(int row, double[] dst, int offset) {
    System.arraycopy(values, (row - fromRow) * names.size(), dst, offset, names.size());
    return offset + names.size();
  }
}
