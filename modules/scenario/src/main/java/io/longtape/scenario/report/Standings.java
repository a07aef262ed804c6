package io.longtape.scenario.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;

/** The page's table of contestants: columns, and rows ordered by the first column. */
final class Standings {
  private static final Map<Measure.Better, String> SIGNS =
      Map.of(
          Measure.Better.LOWER, "lower is better",
          Measure.Better.HIGHER, "higher is better",
          Measure.Better.NEITHER, "neither good nor bad");

  /** Colours of the style sheet, {@code --c1} and on. */
  private static final int COLOURS = 8;

  private record Column(String group, Measure measure, Function<Contestant, Double> value) {
    String hint() {
      return measure.better() == Measure.Better.CLOSER
          ? "best close to " + text(measure.target(), new Decimals(2))
          : SIGNS.get(measure.better());
    }

    String text(Double value, Decimals decimals) {
      if (value == null) {
        return "–";
      }
      return measure.percent() ? Decimals.percent(value) : decimals.format(value);
    }
  }

  private final List<Column> columns = new ArrayList<>();
  private final List<Contestant> contestants;
  private final List<Contestant> rows;

  Standings(Report report, Page page) {
    for (String key : keys(report, Contestant::metrics)) {
      add("Test part", page.measure(key), contestant -> contestant.metrics().get(key));
    }
    for (String key : keys(report, Standings::scaled)) {
      Measure known = page.measure(key);
      add(
          "Z-scored",
          new Measure(
              key,
              known.label() + " (z)",
              known.meaning() + ", series z-scored by the training part",
              known.better(),
              known.target(),
              known.percent()),
          contestant -> scaled(contestant).get(key));
    }
    cost(
        "Weights",
        "trained parameters",
        contestant -> contestant.parameters() == null ? null : (double) contestant.parameters());
    cost("Train s", "seconds of training", Contestant::trainSeconds);
    cost("Predict µs", "median time of one prediction, in microseconds", Contestant::predictMicros);
    cost(
        "p99 µs",
        "99th percentile of the time of one prediction, in microseconds",
        Contestant::predictMicrosP99);
    columns.removeIf(c -> report.contestants().stream().map(c.value).allMatch(Objects::isNull));
    contestants = report.contestants();
    rows = new ArrayList<>(report.contestants());
    if (!columns.isEmpty()) {
      Column first = columns.get(0);
      rows.sort(Comparator.comparingDouble(contestant -> badness(first, contestant)));
    }
  }

  private void add(String group, Measure measure, Function<Contestant, Double> value) {
    columns.add(new Column(group, measure, value));
  }

  private void cost(String label, String meaning, Function<Contestant, Double> value) {
    add("Cost", new Measure(label, label, meaning, Measure.Better.NEITHER, null, false), value);
  }

  private static Map<String, Double> scaled(Contestant contestant) {
    return contestant.scaledMetrics() == null ? Map.of() : contestant.scaledMetrics();
  }

  private static Set<String> keys(Report report, Function<Contestant, Map<String, Double>> map) {
    Set<String> keys = new LinkedHashSet<>();
    report.contestants().forEach(contestant -> keys.addAll(map.apply(contestant).keySet()));
    return keys;
  }

  private static double badness(Column column, Contestant contestant) {
    Double value = column.value.apply(contestant);
    return value == null ? Double.POSITIVE_INFINITY : column.measure.badness(value);
  }

  /** Headings for the template. */
  List<Map<String, Object>> head() {
    List<Map<String, Object>> head = new ArrayList<>();
    String group = null;
    for (Column column : columns) {
      head.add(
          Map.of(
              "label", column.measure.label(),
              "meaning", column.measure.meaning(),
              "hint", column.hint(),
              "better", column.measure.better().name(),
              "target", column.measure.target() == null ? "" : column.measure.target().toString(),
              "first", !column.group.equals(group),
              "sorted",
                  column.measure.better() == Measure.Better.HIGHER ? "descending" : "ascending"));
      group = column.group;
    }
    return head;
  }

  /** Headings above the headings: a name and the number of columns below it. */
  List<Map<String, Object>> groups() {
    Map<String, Integer> spans = new LinkedHashMap<>();
    columns.forEach(column -> spans.merge(column.group, 1, Integer::sum));
    List<Map<String, Object>> groups = new ArrayList<>();
    spans.forEach((name, span) -> groups.add(Map.of("name", name, "span", span)));
    return groups;
  }

  /** Rows for the template. */
  List<Map<String, Object>> body() {
    List<Decimals> formats = columns.stream().map(c -> Decimals.of(values(c))).toList();
    List<Map<String, Object>> body = new ArrayList<>();
    for (Contestant row : rows) {
      List<Map<String, Object>> cells = new ArrayList<>();
      for (int c = 0; c < columns.size(); c++) {
        Column column = columns.get(c);
        Double value = column.value.apply(row);
        cells.add(
            Map.of(
                "text",
                column.text(value, formats.get(c)),
                "value",
                value == null ? "" : value.toString(),
                "best",
                value != null && isBest(column, row)));
      }
      body.add(
          Map.of(
              "id", row.id(),
              "colour", contestants.indexOf(row) % COLOURS + 1,
              "kind", Words.of(row.kind()),
              "description", row.description(),
              "cells", cells));
    }
    return body;
  }

  private List<Double> values(Column column) {
    return rows.stream().map(column.value).filter(Objects::nonNull).toList();
  }

  /** Nobody is the best where all are equal or where no value is better than another. */
  private boolean isBest(Column column, Contestant row) {
    double own = badness(column, row);
    boolean beaten = rows.stream().anyMatch(other -> badness(column, other) < own);
    boolean beats =
        rows.stream()
            .anyMatch(other -> column.value.apply(other) != null && badness(column, other) > own);
    return !beaten && beats;
  }
}
