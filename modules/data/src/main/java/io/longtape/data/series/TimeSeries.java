package io.longtape.data.series;

import io.longtape.data.DataException;
import io.longtape.data.table.Table;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Columns of numbers on an even time axis: one row per step of the {@link Frequency}, every value
 * finite.
 */
public final class TimeSeries {
  private final String source;
  private final LocalDateTime start;
  private final Frequency frequency;
  private final Map<String, double[]> columns;
  private final int rows;
  private final int filled;

  TimeSeries(
      String source,
      LocalDateTime start,
      Frequency frequency,
      Map<String, double[]> columns,
      int rows,
      int filled) {
    this.source = source;
    this.start = start;
    this.frequency = frequency;
    this.columns = columns;
    this.rows = rows;
    this.filled = filled;
  }

  /**
   * Takes columns of a table whose timestamps show their step by themselves.
   *
   * @param table the table
   * @param timeColumn the column of timestamps, which must ascend
   * @param columns the columns of numbers to take, at least one
   * @param fill what to do with missing values and rows
   * @return the series
   * @throws DataException if a column is absent or not of its type, a timestamp is missing, twice
   *     or out of order, there is no even step (which takes two rows to see), or a value is missing
   *     and {@code fill} cannot give it
   */
  public static TimeSeries of(Table table, String timeColumn, List<String> columns, Fill fill) {
    return new TimeSeriesReader(table, timeColumn, fill).read(columns, null);
  }

  /**
   * Takes columns of a table whose step is known, for instance from the series that a model was
   * trained on. One row is enough.
   *
   * @param table the table
   * @param timeColumn the column of timestamps, which must ascend
   * @param columns the columns of numbers to take, at least one
   * @param fill what to do with missing values and rows
   * @param frequency the step
   * @return the series
   * @throws DataException as {@link #of(Table, String, List, Fill)} does, and if a row is not a
   *     whole number of steps after the first
   */
  public static TimeSeries of(
      Table table, String timeColumn, List<String> columns, Fill fill, Frequency frequency) {
    return new TimeSeriesReader(table, timeColumn, fill).read(columns, frequency);
  }

  /**
   * A series from arrays, for programs that do not read a file.
   *
   * @param source what messages call it
   * @param start the time of the first row
   * @param frequency the step between rows
   * @param columns the values by name, all of the same length; they are copied
   * @return the series
   * @throws DataException if there is no column or row, the lengths differ, or a value is not
   *     finite
   */
  public static TimeSeries of(
      String source, LocalDateTime start, Frequency frequency, Map<String, double[]> columns) {
    if (columns.isEmpty()) {
      throw new DataException(source + " needs at least one column");
    }
    int rows = columns.values().iterator().next().length;
    if (rows == 0) {
      throw new DataException(source + " needs at least one row");
    }
    Map<String, double[]> copies = new LinkedHashMap<>();
    columns.forEach(
        (name, values) -> {
          if (values.length != rows) {
            throw new DataException(
                "%s: column '%s' has %d rows, expected %d as in the first column"
                    .formatted(source, name, values.length, rows));
          }
          for (int row = 0; row < rows; row++) {
            if (!Double.isFinite(values[row])) {
              throw new DataException(
                  "%s: column '%s' is %s at position %d (from 0), expected a finite number"
                      .formatted(source, name, values[row], row));
            }
          }
          copies.put(name, values.clone());
        });
    return new TimeSeries(source, start, frequency, copies, rows, 0);
  }

  /**
   * The number of rows.
   *
   * @return the rows, with those that were filled in
   */
  public int rows() {
    return rows;
  }

  /**
   * The names of the columns.
   *
   * @return the names in the order they were asked for
   */
  public List<String> columns() {
    return List.copyOf(columns.keySet());
  }

  /**
   * The values of a column, all finite.
   *
   * @param column its name
   * @return the series' own array, one value per row: read it, never write to it
   * @throws DataException if there is no such column; the message lists those there are
   */
  public double[] values(String column) {
    double[] values = columns.get(column);
    if (values == null) {
      throw new DataException(
          "column '%s' is not in the series of %s; it has: %s"
              .formatted(column, source, String.join(", ", columns.keySet())));
    }
    return values;
  }

  /**
   * The time of a row. Rows from {@link #rows} on go on by the frequency.
   *
   * @param row the row, 0 or more
   * @return its time
   */
  public LocalDateTime time(int row) {
    if (row < 0) {
      throw new IndexOutOfBoundsException("row " + row + " is before the series");
    }
    return frequency.plus(start, row);
  }

  /**
   * The step between rows.
   *
   * @return the frequency
   */
  public Frequency frequency() {
    return frequency;
  }

  /**
   * How many values were filled in.
   *
   * @return the cells that were missing, and all cells of rows that were absent
   */
  public int filled() {
    return filled;
  }

  /**
   * Where the series comes from, for messages.
   *
   * @return the file name as it was given, or the name that a program gave
   */
  public String source() {
    return source;
  }
}
