package io.longtape.data.table;

/** A column of text, each cell as it was written (an empty cell is an empty string). */
public final class TextColumn implements Column {
  private final String name;
  private final String[] values;

  /**
   * A column of a copy of these values.
   *
   * @param name the column's name
   * @param values one value per row
   */
  public TextColumn(String name, String[] values) {
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
    return ColumnType.TEXT;
  }

  /**
   * The values.
   *
   * @return a copy, one value per row
   */
  public String[] values() {
    return values.clone();
  }

  String value(int row) {
    return values[row];
  }
}
