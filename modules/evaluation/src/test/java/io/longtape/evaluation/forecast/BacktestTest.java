package io.longtape.evaluation.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class BacktestTest {
  private static final double[] SERIES = {1, 2, 3, 10, 20, 30, 7, 8};

  @Test
  void forecastsAtEveryOriginFromWhatWasKnownThen() {
    Forecasts forecasts =
        Backtest.run(ForecastRule.seasonalNaive(2), SERIES, new RollingOrigin(2, 8, 3, 1));
    assertThat(forecasts.origins()).containsExactly(2, 3, 4, 5);
    assertThat(forecasts.point())
        .isDeepEqualTo(new double[][] {{1, 2, 1}, {2, 3, 2}, {3, 10, 3}, {10, 20, 10}});
    assertThat(forecasts.truth())
        .isDeepEqualTo(new double[][] {{3, 10, 20}, {10, 20, 30}, {20, 30, 7}, {30, 7, 8}});
    assertThat(forecasts.hasQuantiles()).isFalse();
  }

  @Test
  void theValueAtTheOriginDoesNotReachTheForecast() {
    double[] changed = SERIES.clone();
    changed[5] = -1e9;
    var plan = new RollingOrigin(2, 8, 1, 1);
    double[][] before = Backtest.run(ForecastRule.naive(), SERIES, plan).point();
    double[][] after = Backtest.run(ForecastRule.naive(), changed, plan).point();
    // Origins 2 to 5 do not know index 5; origin 6 is the first that does.
    assertThat(before).isDeepEqualTo(new double[][] {{2}, {3}, {10}, {20}, {30}, {7}});
    assertThat(after).isDeepEqualTo(new double[][] {{2}, {3}, {10}, {20}, {-1e9}, {7}});
  }

  @Test
  void refusesAPlanThatTheSeriesCannotFill() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Backtest.run(ForecastRule.naive(), SERIES, new RollingOrigin(2, 9, 3, 1)))
        .withMessage("the backtest ends at 9; the series has only 8 values");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                Backtest.run(ForecastRule.seasonalNaive(3), SERIES, new RollingOrigin(2, 8, 3, 1)))
        .withMessage(
            "rule 'seasonal-naive-3' needs at least 3 values before the forecast origin; there"
                + " are 2");
  }

  @Test
  void refusesAGapInTheSeries() {
    double[] series = SERIES.clone();
    series[6] = Double.NaN;
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Backtest.run(ForecastRule.naive(), series, new RollingOrigin(2, 8, 3, 1)))
        .withMessage("index 2 of truth at origin 4 is NaN; a finite number is needed");
  }
}
