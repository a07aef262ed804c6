package io.longtape.evaluation.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ForecastRuleTest {
  private static final double[] SERIES = {5, 1, 2, 3, 11, 99, 98};
  private static final History HISTORY = History.of(SERIES, 5);

  static Stream<ForecastRule> rules() {
    return Stream.of(
        ForecastRule.naive(),
        ForecastRule.seasonalNaive(3),
        ForecastRule.seasonalLag(4, "four-before"),
        ForecastRule.drift(),
        ForecastRule.randomDraw(7));
  }

  @Test
  void naiveRepeatsTheLastValue() {
    assertThat(ForecastRule.naive().forecast(HISTORY, 3)).containsExactly(11, 11, 11);
  }

  @Test
  void seasonalNaiveRepeatsTheLastSeason() {
    assertThat(ForecastRule.seasonalNaive(3).forecast(HISTORY, 2)).containsExactly(2, 3);
    assertThat(ForecastRule.seasonalNaive(3).forecast(HISTORY, 7))
        .containsExactly(2, 3, 11, 2, 3, 11, 2);
  }

  @Test
  void seasonalLagTakesTheValueSoManyStepsBefore() {
    assertThat(ForecastRule.seasonalLag(4, "four-before").forecast(HISTORY, 6))
        .containsExactly(1, 2, 3, 11, 1, 2);
  }

  @Test
  void driftCarriesOnTheLineFromFirstToLast() {
    // From 5 to 11 in 4 steps: a slope of 1.5.
    assertThat(ForecastRule.drift().forecast(HISTORY, 3)).containsExactly(12.5, 14, 15.5);
  }

  @Test
  void rulesHaveNamesAndNeeds() {
    assertThat(rules().map(ForecastRule::id))
        .containsExactly("naive", "seasonal-naive-3", "four-before", "drift", "random-draw");
    assertThat(rules().map(ForecastRule::minimumHistory)).containsExactly(1, 3, 4, 2, 1);
    assertThat(rules().map(ForecastRule::description))
        .containsExactly(
            "Repeats the last value",
            "Repeats the last 3 values",
            "Takes the value 4 steps before",
            "Carries on the line from the first to the last value",
            "Draws each step at random from the history");
  }

  @ParameterizedTest
  @MethodSource("rules")
  void valuesFromTheOriginOnChangeNothing(ForecastRule rule) {
    double[] blanked = SERIES.clone();
    Arrays.fill(blanked, 5, blanked.length, Double.NaN);
    assertThat(rule.forecast(History.of(blanked, 5), 9))
        .containsExactly(rule.forecast(HISTORY, 9))
        .doesNotContain(Double.NaN);
  }

  @ParameterizedTest
  @MethodSource("rules")
  void needsExactlyItsMinimumHistory(ForecastRule rule) {
    int needed = rule.minimumHistory();
    assertThat(rule.forecast(History.of(SERIES, needed), 2)).hasSize(2);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> rule.forecast(History.of(SERIES, needed - 1), 2))
        .withMessage(
            "rule '%s' needs at least %d values before the forecast origin; there are %d",
            rule.id(), needed, needed - 1);
  }

  @ParameterizedTest
  @MethodSource("rules")
  void refusesAHorizonOfZero(ForecastRule rule) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> rule.forecast(HISTORY, 0))
        .withMessage("horizon is 0; it must be at least 1");
  }

  @Test
  void refusesRulesWithoutLagOrName() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ForecastRule.seasonalNaive(0))
        .withMessage("season is 0; it must be at least 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ForecastRule.seasonalLag(-1, "x"))
        .withMessage("lag is -1; it must be at least 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ForecastRule.seasonalLag(1, " "))
        .withMessage("the id of the rule is blank; it needs a name");
  }
}
