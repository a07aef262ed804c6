package io.longtape.scenario.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StandingsTest {
  @Test
  void theBestIsLowestHighestOrClosestAndUnknownMetricsHaveNone() {
    Standings standings =
        standings(
            contestant("a", 5, 0.9, 0.70, 1),
            contestant("b", 3, 0.8, 0.95, 2),
            contestant("c", 4, 0.7, 0.82, 3));

    assertThat(ids(standings)).containsExactly("b", "c", "a");
    assertThat(best(standings))
        .containsExactly(
            List.of(true, false, false, false),
            List.of(false, false, true, false),
            List.of(false, true, false, false));
  }

  @Test
  void equalsAreBestTogetherAndNobodyIsWhereAllAreEqual() {
    Standings standings =
        standings(
            contestant("a", 3, 0.5, 0.8, 1),
            contestant("b", 3, 0.5, 0.8, 1),
            contestant("c", 4, 0.5, 0.8, 1));

    assertThat(best(standings))
        .containsExactly(
            List.of(true, false, false, false),
            List.of(true, false, false, false),
            List.of(false, false, false, false));
  }

  @Test
  void whoLacksAValueComesLastAndShowsADash() {
    Standings standings =
        standings(
            Contestant.of("a", Kind.BASELINE, "a", Map.of("mae", Double.NaN)).build(),
            contestant("b", 3, 0.5, 0.8, 1));

    assertThat(ids(standings)).containsExactly("b", "a");
    assertThat(cells(standings, 1, "text")).containsOnly("–");
  }

  @Test
  void valuesOfAColumnHaveEqualPlacesAndSharesArePercent() {
    Standings standings =
        standings(contestant("a", 221.734, 0.9, 0.8123, 1), contestant("b", 1183.5, 0.8, 0.774, 2));

    assertThat(cells(standings, 0, "text")).containsExactly("222", "90.0 %", "81.2 %", "1");
    assertThat(cells(standings, 1, "text")).containsExactly("1,184", "80.0 %", "77.4 %", "2");
  }

  private static Contestant contestant(
      String id, double mae, double accuracy, double coverage, double colour) {
    Map<String, Double> metrics = new LinkedHashMap<>();
    metrics.put("mae", mae);
    metrics.put("accuracy", accuracy);
    metrics.put("coverage80", coverage);
    metrics.put("colour", colour);
    return Contestant.of(id, Kind.BASELINE, id, metrics).build();
  }

  private static Standings standings(Contestant... contestants) {
    Report sample = SampleReport.report();
    return new Standings(
        Report.of(
            "s", sample.dataset(), sample.split(), 1, List.of(contestants), sample.provenance()),
        Page.of("t", "l"));
  }

  private static List<Object> ids(Standings standings) {
    return standings.body().stream().map(row -> row.get("id")).toList();
  }

  private static List<Object> cells(Standings standings, int row, String part) {
    return ((List<?>) standings.body().get(row).get("cells"))
        .stream().<Object>map(cell -> ((Map<?, ?>) cell).get(part)).toList();
  }

  private static List<List<Object>> best(Standings standings) {
    return List.of(
        cells(standings, 0, "best"), cells(standings, 1, "best"), cells(standings, 2, "best"));
  }
}
