package io.longtape.data.table;

import java.time.LocalDateTime;

/** A column of points in time; a missing cell is null. Cells with an offset are in UTC. */
public final class TimestampColumn implements Column {
  private final String name;
  private final LocalDateTime[] values;

  /**
   * A column of a copy of these values.
   *
   * @param name the column's name
   * @param values one value per row, null where the cell is missing
   */
  public TimestampColumn(String name, LocalDateTime[] values) {
    this.name = name;
    this.values = values.clone();
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public int rows() {
    return values.length;
  }

  @Override
  public ColumnType type() {
    return ColumnType.TIMESTAMP;
  }

  /**
   * The values.
   *
   * @return a copy, one value per row, null where the cell is missing
   */
  public LocalDateTime[] values() {
    return values.clone();
  }

  LocalDateTime value(int row) {
    return values[row];
  }
}
