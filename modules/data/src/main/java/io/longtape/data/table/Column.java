package io.longtape.data.table;

/** One named column of a {@link Table}. It never changes. */
public sealed interface Column permits NumberColumn, TimestampColumn, TextColumn {
  /**
   * The column's name.
   *
   * @return the name in the header, without surrounding blanks
   */
  String name();

  /**
   * The number of cells.
   *
   * @return the cells, without the header
   */
  int rows();

  /**
   * What the cells are.
   *
   * @return the type, inferred or declared
   */
  ColumnType type();
}
