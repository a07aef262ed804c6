package io.longtape.scenario.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VerdictTest {
  @ParameterizedTest
  @CsvSource({
    "mae, 75, 100, -0.25, WON",
    "mae, 99, 100, -0.01, TIED",
    "mae, 101, 100, 0.01, TIED",
    "mae, 98.9, 100, -0.011, WON",
    "mae, 101.1, 100, 0.011, LOST",
    "accuracy, 0.9, 0.8, 0.125, WON",
    "accuracy, 0.8, 0.9, -0.1111, LOST",
    "mae, 1, 0, , LOST",
    "mae, 0, 0, , TIED",
  })
  void comparesInTheDirectionOfTheMeasure(
      String metric, double value, double reference, Double change, Verdict.Outcome outcome) {
    Verdict verdict =
        Verdict.of(contestant(metric, value), contestant(metric, reference), Measure.of(metric));

    assertThat(verdict.outcome()).isEqualTo(outcome);
    if (change == null) {
      assertThat(verdict.change()).isNull();
    } else {
      assertThat(verdict.change()).isCloseTo(change, within(1e-4));
    }
  }

  @Test
  void aMissingMetricIsNamedWithThoseThatThereAre() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> Verdict.of(contestant("mae", 1), contestant("rmse", 1), Measure.of("mae")))
        .withMessage("contestant 'x' has no metric 'mae'; it has: rmse");
  }

  @Test
  void coverageHasNoDirectionToJudgeBy() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                Verdict.of(
                    contestant("coverage80", 1),
                    contestant("coverage80", 1),
                    Measure.of("coverage80")))
        .withMessageStartingWith("measure 'coverage80' has no direction");
  }

  private static Contestant contestant(String metric, double value) {
    return Contestant.of("x", Kind.MODEL, "x", Map.of(metric, value)).build();
  }
}
