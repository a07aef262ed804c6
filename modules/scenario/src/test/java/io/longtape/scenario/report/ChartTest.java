package io.longtape.scenario.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ChartTest {
  private static final double NAN = Double.NaN;

  @Test
  void aForecastHasItsAxesItsGapsAndItsBand() {
    ForecastChart chart =
        ForecastChart.of("day", "births per day", List.of("d1", "d2"), new double[] {5, 6})
            .withForecast("lstm", new double[] {NAN, 7})
            .withBand("lstm", "80 % interval", new double[] {NAN, -1}, new double[] {NAN, 8});

    ObjectNode options = chart.options();

    assertThat(options.at("/xAxis/name").asText()).isEqualTo("day");
    assertThat(options.at("/yAxis/name").asText()).isEqualTo("births per day");
    assertThat(options.at("/aria/enabled").asBoolean()).isTrue();
    assertThat(options.at("/aria/label/description").asText())
        .isEqualTo(
            "Line chart of births per day from d1 to d2: the truth and the forecasts of lstm.");
    assertThat(options.at("/series/0/data")).hasToString("[[0,null,null],[1,-1.0,8.0]]");
    assertThat(options.at("/series/1/data")).hasToString("[5.0,6.0]");
    assertThat(options.at("/series/2/data")).hasToString("[null,7.0]");
    assertThat(chart.table())
        .isEqualTo(
            new DataTable(
                List.of("day", "truth", "lstm", "80 % interval, from", "80 % interval, to"),
                List.of(List.of("d1", "5", "", "", ""), List.of("d2", "6", "7", "-1", "8"))));
  }

  @Test
  void aForecastOfAnotherLengthIsRefused() {
    ForecastChart chart = ForecastChart.of("day", "births", List.of("d1"), new double[] {5});

    assertThatIllegalArgumentException()
        .isThrownBy(() -> chart.withForecast("lstm", new double[] {1, 2}))
        .withMessage("forecast 'lstm' has 2 values; the time axis has 1 labels");
  }

  @Test
  void theHorizonChartTakesWhoeverHasErrorsByStep() {
    Contestant lstm =
        Contestant.of("lstm", Kind.MODEL, "x", Map.of()).byHorizon(0.1234, 0.2).build();
    Contestant rule = Contestant.of("rule", Kind.BASELINE, "x", Map.of()).build();

    HorizonChart chart = HorizonChart.of("days ahead", "MAE", List.of(lstm, rule));

    assertThat(chart.options().at("/series")).hasSize(1);
    assertThat(chart.options().at("/xAxis/data")).hasToString("[\"1\",\"2\"]");
    assertThat(chart.table().rows()).containsExactly(List.of("1", "0.123"), List.of("2", "0.200"));
  }

  @Test
  void theBestEpochIsMarked() {
    History history =
        new History(
            List.of(
                new History.Epoch(1, 3.0, 4.0, null),
                new History.Epoch(2, 2.0, 2.5, null),
                new History.Epoch(3, 1.0, 2.75, null)));

    ObjectNode options =
        new LearningCurves("loss", List.of(new LearningCurves.Curve("lstm", history))).options();

    assertThat(options.at("/series/0/name").asText()).isEqualTo("lstm, training");
    assertThat(options.at("/series/0/markPoint").isMissingNode()).isTrue();
    assertThat(options.at("/series/1/name").asText()).isEqualTo("lstm, validation");
    assertThat(options.at("/series/1/markPoint/data/0/coord")).hasToString("[1,2.5]");
    assertThat(options.at("/series/1/markPoint/label/formatter").asText())
        .isEqualTo("best: epoch 2");
  }

  @Test
  void withoutValidationTheTrainingLossIsMarked() {
    History history = new History(List.of(new History.Epoch(1, 3.0, null, null)));

    ObjectNode options =
        new LearningCurves("loss", List.of(new LearningCurves.Curve("lstm", history))).options();

    assertThat(options.at("/series")).hasSize(1);
    assertThat(options.at("/series/0/markPoint/data/0/coord")).hasToString("[0,3.0]");
  }

  @Test
  void withoutValidationTheLastEpochWasKept() {
    History history =
        new History(
            List.of(
                new History.Epoch(1, 3.0, null, null),
                new History.Epoch(2, 1.0, null, null),
                new History.Epoch(3, 2.0, null, null)));
    assertThat(history.best()).hasValue(2);
    assertThat(new History(List.of()).best()).isEmpty();
  }
}
