package io.longtape.scenario.cli;

import java.util.List;

/** Rows of cells as lines of text, in which the cells of a column stand below each other. */
public final class TextColumns {

  private static final String GAP = "  ";

  private TextColumns() {}

  /**
   * Lays rows out.
   *
   * @param rows the cells of each row; all rows have equally many
   * @param left how many columns from the first on stand at the left; those after them, such as
   *     numbers, stand at the right
   * @return a line for each row
   */
  public static List<String> lines(List<List<String>> rows, int left) {
    if (rows.isEmpty()) {
      return List.of();
    }
    int[] widths = new int[rows.get(0).size()];
    for (List<String> row : rows) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    return rows.stream().map(row -> line(row, widths, left)).toList();
  }

  private static String line(List<String> row, int[] widths, int left) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      String space = " ".repeat(widths[i] - row.get(i).length());
      line.append(i == 0 ? "" : GAP);
      line.append(i < left ? row.get(i) + space : space + row.get(i));
    }
    return line.toString().stripTrailing();
  }
}
