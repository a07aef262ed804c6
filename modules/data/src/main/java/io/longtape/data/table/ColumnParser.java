package io.longtape.data.table;

import io.longtape.data.DataException;
import java.time.LocalDateTime;
import java.util.List;

/** Turns the cells of one column into a typed {@link Column}. */
final class ColumnParser {
  private final String source;
  private final int[] fileRows;
  private final String name;
  private final List<String> cells;
  private final TimestampFormat format;

  ColumnParser(
      String source, int[] fileRows, String name, List<String> cells, TimestampFormat format) {
    this.source = source;
    this.fileRows = fileRows;
    this.name = name;
    this.cells = cells;
    this.format = format;
  }

  Column parse(ColumnType type) {
    return switch (type) {
      case NUMBER -> numbers();
      case TIMESTAMP -> timestamps();
      case TEXT -> new TextColumn(name, cells.toArray(String[]::new));
    };
  }

  /** Number if all cells that are not missing are numbers, else timestamp likewise, else text. */
  ColumnType inferred() {
    List<String> present = cells.stream().filter(cell -> !Cells.isMissing(cell)).toList();
    if (present.isEmpty()) {
      return ColumnType.TEXT;
    }
    if (present.stream().allMatch(Cells::isNumber)) {
      return ColumnType.NUMBER;
    }
    return present.stream().allMatch(cell -> format.parse(cell).isPresent())
        ? ColumnType.TIMESTAMP
        : ColumnType.TEXT;
  }

  private Column numbers() {
    double[] values = new double[cells.size()];
    for (int row = 0; row < values.length; row++) {
      String cell = cells.get(row);
      if (Cells.isMissing(cell)) {
        values[row] = Double.NaN;
      } else if (Cells.isNumber(cell)) {
        values[row] = Cells.number(cell);
      } else {
        throw wrongCell(row, ColumnType.NUMBER.expected());
      }
    }
    return new NumberColumn(name, values);
  }

  private Column timestamps() {
    LocalDateTime[] values = new LocalDateTime[cells.size()];
    for (int row = 0; row < values.length; row++) {
      int at = row;
      String cell = cells.get(row);
      values[row] =
          Cells.isMissing(cell)
              ? null
              : format.parse(cell).orElseThrow(() -> wrongCell(at, format.expected()));
    }
    return new TimestampColumn(name, values);
  }

  private DataException wrongCell(int row, String expected) {
    return Table.wrongCell(source, fileRows[row], name, cells.get(row), expected);
  }
}
