package io.longtape.scenario.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The numbers behind a chart, formatted.
 *
 * @param head headings of the columns; the first column names the row
 * @param rows cells, as many in each row as there are headings; an empty text where there is no
 *     number
 */
public record DataTable(List<String> head, List<List<String>> rows) {
  /**
   * Keeps copies of the lists.
   *
   * @param head headings of the columns
   * @param rows cells, as many in each row as there are headings
   */
  public DataTable {
    head = List.copyOf(head);
    rows = rows.stream().map(List::copyOf).toList();
  }

  /** A table whose columns are named series of equal length. */
  static DataTable of(String rowTitle, List<String> rowNames, List<Column> columns) {
    List<String> head =
        Stream.concat(Stream.of(rowTitle), columns.stream().map(Column::name)).toList();
    List<List<String>> rows = new ArrayList<>();
    List<Decimals> formats = columns.stream().map(column -> Decimals.of(column.values())).toList();
    for (int row = 0; row < rowNames.size(); row++) {
      List<String> cells = new ArrayList<>();
      cells.add(rowNames.get(row));
      for (int c = 0; c < columns.size(); c++) {
        List<Double> values = columns.get(c).values();
        cells.add(row < values.size() ? formats.get(c).format(values.get(row)) : "");
      }
      rows.add(cells);
    }
    return new DataTable(head, rows);
  }

  record Column(String name, List<Double> values) {}
}
