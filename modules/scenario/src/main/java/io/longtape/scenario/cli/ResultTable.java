package io.longtape.scenario.cli;

import io.longtape.scenario.report.Contestant;
import io.longtape.scenario.report.Measure;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Contestants and their metrics as lines of text. */
public final class ResultTable {

  private ResultTable() {}

  /**
   * Lays the table out: a contestant a row, a metric a column, numbers to four digits.
   *
   * @param contestants the rows
   * @param metrics the keys of the columns; a contestant without one has a blank cell
   * @return the lines
   */
  public static List<String> lines(List<Contestant> contestants, List<String> metrics) {
    List<List<String>> rows = new ArrayList<>();
    List<String> head = new ArrayList<>(List.of("contestant"));
    metrics.forEach(key -> head.add(Measure.of(key).label()));
    head.add("µs p50");
    head.add("µs p99");
    rows.add(head);
    for (Contestant contestant : contestants) {
      List<String> row = new ArrayList<>(List.of(contestant.id()));
      metrics.forEach(key -> row.add(number(contestant.metrics().get(key))));
      row.add(number(contestant.predictMicros()));
      row.add(number(contestant.predictMicrosP99()));
      rows.add(row);
    }
    return TextColumns.lines(rows, 1);
  }

  private static String number(Double value) {
    if (value == null) {
      return "";
    }
    double size = Math.abs(value);
    int decimals = size >= 1000 ? 0 : size >= 100 ? 1 : size >= 10 ? 2 : size >= 1 ? 3 : 4;
    return String.format(Locale.ROOT, "%." + decimals + "f", value);
  }
}
