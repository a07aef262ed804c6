package io.longtape.networks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A table in box characters, wrapped as Python's rich does it, with which Keras prints. */
final class TextTable {

  private static final Pattern WORD = Pattern.compile("\\s*\\S+\\s*");

  /** A column that ends at a share of the table's width. */
  record Column(String title, double end, boolean right) {}

  private final List<Column> columns;
  private final int[] widths;
  private final List<List<String>> rows = new ArrayList<>();

  TextTable(List<Column> columns, int lineLength) {
    this.columns = columns;
    this.widths = widths(columns, lineLength);
  }

  void add(List<String> row) {
    rows.add(row);
  }

  List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(rule("┏", "━", "┳", "┓"));
    lines.addAll(cells(columns.stream().map(Column::title).toList(), "┃"));
    lines.add(rule("┡", "━", "╇", "┩"));
    for (int i = 0; i < rows.size(); i++) {
      if (i > 0) {
        lines.add(rule("├", "─", "┼", "┤"));
      }
      lines.addAll(cells(rows.get(i), "│"));
    }
    lines.add(rule("└", "─", "┴", "┘"));
    return lines;
  }

  /** The columns' shares, less what borders and padding take, which rich spreads evenly. */
  private static int[] widths(List<Column> columns, int lineLength) {
    int remaining = 3 * columns.size() + 1;
    int[] widths = new int[columns.size()];
    int start = 0;
    for (int i = 0; i < widths.length; i++) {
      int end = (int) (columns.get(i).end() * lineLength);
      int taken = (int) Math.rint((double) remaining / (widths.length - i));
      widths[i] = end - start - taken;
      remaining -= taken;
      start = end;
    }
    return widths;
  }

  private String rule(String left, String line, String between, String right) {
    return IntStream.of(widths)
        .mapToObj(width -> line.repeat(width + 2))
        .collect(Collectors.joining(between, left, right));
  }

  private List<String> cells(List<String> row, String border) {
    List<List<String>> wrapped = new ArrayList<>();
    for (int i = 0; i < widths.length; i++) {
      wrapped.add(wrap(row.get(i), widths[i]));
    }
    int height = wrapped.stream().mapToInt(List::size).max().orElseThrow();
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < height; i++) {
      StringBuilder line = new StringBuilder(border);
      for (int column = 0; column < widths.length; column++) {
        List<String> cell = wrapped.get(column);
        String text = i < cell.size() ? cell.get(i) : "";
        line.append(' ').append(pad(text, column)).append(' ').append(border);
      }
      lines.add(line.toString());
    }
    return lines;
  }

  private String pad(String text, int column) {
    String sign = columns.get(column).right() ? "" : "-";
    return String.format(Locale.ROOT, "%" + sign + widths[column] + "s", text);
  }

  /** Breaks between words; a word too long for a line ends in an ellipsis. */
  private static List<String> wrap(String text, int width) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    Matcher words = WORD.matcher(text);
    while (words.find()) {
      String word = words.group();
      if (line.length() > 0 && line.length() + word.stripTrailing().length() > width) {
        lines.add(fit(line.toString(), width));
        line.setLength(0);
      }
      line.append(word);
    }
    lines.add(fit(line.toString(), width));
    return lines;
  }

  private static String fit(String line, int width) {
    String text = line.stripTrailing();
    return text.length() > width ? text.substring(0, width - 1) + "…" : text;
  }
}
