package io.longtape.data.table;

/** A column of numbers; a missing cell is NaN. */
public final class NumberColumn implements Column {
  private final String name;
  private final double[] values;

  /**
   * A column of a copy of these values.
   *
   * @param name the column's name
   * @param values one value per row, NaN where the cell is missing
   */
  public NumberColumn(String name, double[] values) {
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
    return ColumnType.NUMBER;
  }

  /**
   * The values.
   *
   * @return a copy, one value per row, NaN where the cell is missing
   */
  public double[] values() {
    return values.clone();
  }

  double value(int row) {
    return values[row];
  }
}
