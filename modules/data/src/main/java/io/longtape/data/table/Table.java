package io.longtape.data.table;

import io.longtape.data.DataException;
import java.time.LocalDateTime;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntPredicate;

/** The typed columns of one file, in the file's order. A table never changes. */
public final class Table {
  private final String source;
  private final String sha256;
  private final int[] fileRows;
  private final Map<String, Column> columns = new LinkedHashMap<>();

  Table(String source, String sha256, int[] fileRows, List<Column> columns) {
    this.source = source;
    this.sha256 = sha256;
    this.fileRows = fileRows.clone();
    for (Column column : columns) {
      this.columns.put(column.name(), column);
    }
  }

  /**
   * The number of data rows.
   *
   * @return the rows, without the header and without blank lines
   */
  public int rows() {
    return fileRows.length;
  }

  /**
   * The names in the header.
   *
   * @return the names in the file's order
   */
  public List<String> columnNames() {
    return List.copyOf(columns.keySet());
  }

  /**
   * Where the table comes from, for messages.
   *
   * @return the file name as it was given
   */
  public String source() {
    return source;
  }

  /**
   * The fingerprint of the file as it is stored, so before a gzip is unpacked.
   *
   * @return SHA-256 in lower-case hexadecimal
   */
  public String sha256() {
    return sha256;
  }

  /**
   * A data row's place in the file, as a spreadsheet shows it: the header is row 1, the first data
   * row is row 2, a blank line counts, and a line break inside quotes does not.
   *
   * @param row the row in this table, from 0
   * @return the row in the file
   */
  public int fileRow(int row) {
    return fileRows[row];
  }

  /**
   * One column.
   *
   * @param name its name
   * @return the column
   * @throws DataException if there is no such column; the message lists those there are
   */
  public Column column(String name) {
    Column column = columns.get(name);
    if (column == null) {
      throw absent(name, source, columns.keySet());
    }
    return column;
  }

  /**
   * The values of a column of numbers.
   *
   * @param name the column's name
   * @return a copy, one value per row, NaN where the cell is missing
   * @throws DataException if there is no such column, or a cell of it is not a number
   */
  public double[] numbers(String name) {
    Column column = column(name);
    if (column instanceof NumberColumn numbers) {
      return numbers.values();
    }
    throw wrongType(column, ColumnType.NUMBER, row -> !Cells.isNumber(written(column, row)));
  }

  /**
   * The values of a column of timestamps.
   *
   * @param name the column's name
   * @return a copy, one value per row, null where the cell is missing
   * @throws DataException if there is no such column, or a cell of it is not a timestamp
   */
  public LocalDateTime[] timestamps(String name) {
    Column column = column(name);
    if (column instanceof TimestampColumn timestamps) {
      return timestamps.values();
    }
    throw wrongType(
        column,
        ColumnType.TIMESTAMP,
        row -> TimestampFormat.INFERRED.parse(written(column, row)).isEmpty());
  }

  /**
   * The values of a column of text.
   *
   * @param name the column's name
   * @return a copy, one value per row, as written
   * @throws DataException if there is no such column, or it was read as numbers or timestamps
   *     (declare it as {@link ColumnType#TEXT} to keep it as written)
   */
  public String[] text(String name) {
    Column column = column(name);
    if (column instanceof TextColumn text) {
      return text.values();
    }
    throw new DataException(
        "column '%s' of %s was read as %s: declare it as text to keep its cells as written"
            .formatted(
                name, source, column.type() == ColumnType.NUMBER ? "numbers" : "timestamps"));
  }

  /**
   * The leftmost column of timestamps.
   *
   * @return its name, or empty if there is none
   */
  public Optional<String> firstTimestampColumn() {
    return columns.values().stream()
        .filter(TimestampColumn.class::isInstance)
        .map(Column::name)
        .findFirst();
  }

  private DataException wrongType(Column column, ColumnType expected, IntPredicate wrong) {
    for (int row = 0; row < rows(); row++) {
      String cell = written(column, row);
      if (!Cells.isMissing(cell) && wrong.test(row)) {
        return wrongCell(source, fileRow(row), column.name(), cell, expected.expected());
      }
    }
    return new DataException(
        "column '%s' of %s was read as text; expected in each cell: %s"
            .formatted(column.name(), source, expected.expected()));
  }

  private static String written(Column column, int row) {
    if (column instanceof TextColumn text) {
      return text.value(row);
    }
    if (column instanceof TimestampColumn timestamps) {
      return timestamps.value(row) == null ? "" : timestamps.value(row).toString();
    }
    return String.valueOf(((NumberColumn) column).value(row));
  }

  static DataException absent(String name, String source, Collection<String> present) {
    return new DataException(
        "column '%s' is not in %s; it has: %s".formatted(name, source, String.join(", ", present)));
  }

  static DataException wrongCell(
      String source, int fileRow, String column, String cell, String expected) {
    return new DataException(
        "%s, row %d, column '%s': found '%s', expected %s"
            .formatted(source, fileRow, column, Cells.shortened(cell), expected));
  }
}
