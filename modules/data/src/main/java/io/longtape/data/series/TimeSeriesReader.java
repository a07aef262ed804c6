package io.longtape.data.series;

import io.longtape.data.DataException;
import io.longtape.data.table.Table;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Checks a table's rows, puts them on an even time axis, and fills what is missing. */
final class TimeSeriesReader {
  private final Table table;
  private final String timeColumn;
  private final Fill fill;
  private final LocalDateTime[] times;

  /** For every row of the series: the table's row, or -1 where it has none. */
  private int[] tableRows;

  private Frequency frequency;
  private int filled;

  TimeSeriesReader(Table table, String timeColumn, Fill fill) {
    this.table = table;
    this.timeColumn = timeColumn;
    this.fill = fill;
    this.times = table.timestamps(timeColumn);
  }

  TimeSeries read(List<String> columns, Frequency known) {
    if (columns.isEmpty()) {
      throw new DataException(table.source() + ": at least one column of numbers is needed");
    }
    checkOrder();
    frequency = known == null ? inferred() : known;
    align();
    Map<String, double[]> values = new LinkedHashMap<>();
    for (String column : columns) {
      if (values.containsKey(column)) {
        throw new DataException("column '%s' is asked for twice".formatted(column));
      }
      values.put(column, complete(column));
    }
    return new TimeSeries(table.source(), times[0], frequency, values, tableRows.length, filled);
  }

  private void checkOrder() {
    for (int row = 0; row < times.length; row++) {
      if (times[row] == null) {
        throw new DataException(
            "%s, row %d, column '%s': the timestamp is missing"
                .formatted(table.source(), table.fileRow(row), timeColumn));
      }
      if (row > 0 && times[row].equals(times[row - 1])) {
        throw new DataException(
            "%s, rows %d and %d, column '%s': the timestamp %s is there twice"
                .formatted(
                    table.source(),
                    table.fileRow(row - 1),
                    table.fileRow(row),
                    timeColumn,
                    times[row]));
      }
      if (row > 0 && times[row].isBefore(times[row - 1])) {
        throw new DataException(
            "%s, rows %d and %d, column '%s': timestamps must ascend, but %s comes after %s"
                .formatted(
                    table.source(),
                    table.fileRow(row - 1),
                    table.fileRow(row),
                    timeColumn,
                    times[row],
                    times[row - 1]));
      }
    }
  }

  private Frequency inferred() {
    try {
      return Frequency.infer(times);
    } catch (DataException e) {
      throw new DataException(
          "%s, column '%s': %s".formatted(table.source(), timeColumn, e.getMessage()), e);
    }
  }

  private void align() {
    int[] positions = new int[times.length];
    for (int row = 1; row < times.length; row++) {
      long position = position(row);
      long absent = position - positions[row - 1] - 1;
      if (absent > 0 && fill == Fill.NONE) {
        throw new DataException(
            "%s: between rows %d (%s) and %d (%s) %d %s of %s missing; fill them or complete the file"
                .formatted(
                    table.source(),
                    table.fileRow(row - 1),
                    times[row - 1],
                    table.fileRow(row),
                    times[row],
                    absent,
                    absent == 1 ? "step" : "steps",
                    frequency + (absent == 1 ? " is" : " are")));
      }
      if (position > Integer.MAX_VALUE - 8) {
        throw new DataException(
            "%s, row %d: the gap before %s is too long to fill"
                .formatted(table.source(), table.fileRow(row), times[row]));
      }
      positions[row] = (int) position;
    }
    tableRows = new int[positions[times.length - 1] + 1];
    Arrays.fill(tableRows, -1);
    for (int row = 0; row < times.length; row++) {
      tableRows[positions[row]] = row;
    }
  }

  private long position(int row) {
    try {
      return frequency.stepsBetween(times[0], times[row]);
    } catch (DataException e) {
      throw new DataException(
          "%s, row %d, column '%s': %s"
              .formatted(table.source(), table.fileRow(row), timeColumn, e.getMessage()),
          e);
    }
  }

  private double[] complete(String column) {
    double[] cells = table.numbers(column);
    double[] values = new double[tableRows.length];
    int season = frequency.defaultSeason();
    for (int row = 0; row < values.length; row++) {
      double cell = tableRows[row] < 0 ? Double.NaN : cells[tableRows[row]];
      if (Double.isFinite(cell)) {
        values[row] = cell;
        continue;
      }
      int from =
          switch (fill) {
            case NONE -> throw missing(column, row, cell, "fill it or complete the file");
            case FORWARD -> row - 1;
            case SEASONAL -> row - season;
            case ZERO -> row;
          };
      if (from < 0) {
        throw missing(column, row, cell, "fill '" + fill + "' has no value before it to take");
      }
      values[row] = fill == Fill.ZERO ? 0 : values[from];
      filled++;
    }
    return values;
  }

  private DataException missing(String column, int row, double cell, String wayOut) {
    String what = Double.isNaN(cell) ? "the value is missing or NaN" : "the value is " + cell;
    String where =
        tableRows[row] < 0
            ? "at " + frequency.plus(times[0], row) + ", which has no row"
            : "row " + table.fileRow(tableRows[row]);
    return new DataException(
        "%s, %s, column '%s': %s; %s".formatted(table.source(), where, column, what, wayOut));
  }
}
