package io.longtape.data.table;

/** What the cells of a column are. */
public enum ColumnType {
  /** Decimal numbers. */
  NUMBER("a number"),
  /** Points in time without a zone. */
  TIMESTAMP("a timestamp such as 2024-01-31 or 2024-01-31T15:00"),
  /** Anything, kept as it was written. */
  TEXT("text");

  private final String expected;

  ColumnType(String expected) {
    this.expected = expected;
  }

  /** How an error says what a cell should have been. */
  String expected() {
    return expected;
  }
}
