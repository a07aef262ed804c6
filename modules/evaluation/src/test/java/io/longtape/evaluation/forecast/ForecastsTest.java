package io.longtape.evaluation.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ForecastsTest {
  private static final int[] ORIGINS = {4, 6};

  private static double[][] truth() {
    return new double[][] {{1, 2}, {3, 4}};
  }

  private static double[][] point() {
    return new double[][] {{5, 6}, {7, 8}};
  }

  private static Forecasts forecasts() {
    return Forecasts.of(ORIGINS, truth(), point());
  }

  @Test
  void holdsWhatItWasGiven() {
    double[] levels = {0.25, 0.75};
    double[][][] quantiles = {truth(), point()};
    Forecasts forecasts = forecasts().withQuantiles(levels, quantiles);
    assertThat(forecasts.count()).isEqualTo(2);
    assertThat(forecasts.horizon()).isEqualTo(2);
    assertThat(forecasts.origins()).containsExactly(4, 6);
    assertThat(forecasts.truth()).isDeepEqualTo(truth());
    assertThat(forecasts.point()).isDeepEqualTo(point());
    assertThat(forecasts.levels()).containsExactly(0.25, 0.75);
    assertThat(forecasts.quantiles()[0]).isDeepEqualTo(truth());
    assertThat(forecasts.quantiles()[1]).isDeepEqualTo(point());
    assertThat(forecasts.hasQuantiles()).isTrue();
  }

  @Test
  void isIndependentOfTheArraysInsideAndOutside() {
    double[][] given = truth();
    double[] levels = {0.5};
    double[][][] quantiles = {point()};
    Forecasts forecasts = Forecasts.of(ORIGINS, given, point()).withQuantiles(levels, quantiles);
    given[0][0] = 99;
    levels[0] = 99;
    quantiles[0][0][0] = 99;
    forecasts.origins()[0] = 99;
    forecasts.truth()[0][0] = 99;
    forecasts.point()[0][0] = 99;
    forecasts.levels()[0] = 99;
    forecasts.quantiles()[0][0][0] = 99;
    assertThat(forecasts.origins()).containsExactly(4, 6);
    assertThat(forecasts.truth()).isDeepEqualTo(truth());
    assertThat(forecasts.point()).isDeepEqualTo(point());
    assertThat(forecasts.levels()).containsExactly(0.5);
    assertThat(forecasts.quantiles()[0]).isDeepEqualTo(point());
  }

  @Test
  void refusesShapesThatDoNotFit() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Forecasts.of(new int[0], new double[0][], new double[0][]))
        .withMessage("there are no forecasts; at least one origin is needed");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Forecasts.of(ORIGINS, new double[][] {{1, 2}}, point()))
        .withMessage("truth has 1 rows; there are 2 origins");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Forecasts.of(ORIGINS, truth(), new double[][] {{5, 6}, {7}}))
        .withMessage("point forecast at origin 6 has 1 steps; the horizon is 2");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Forecasts.of(ORIGINS, new double[2][0], new double[2][0]))
        .withMessage("truth at origin 4 is empty; at least one value is needed");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Forecasts.of(ORIGINS, truth(), new double[][] {{5, 6}, {7, Double.NaN}}))
        .withMessage("index 1 of point forecast at origin 6 is NaN; a finite number is needed");
  }

  @Test
  void refusesQuantilesThatDoNotFit() {
    double[][][] two = {truth(), point()};
    assertThatIllegalArgumentException()
        .isThrownBy(() -> forecasts().withQuantiles(new double[] {0.5}, two))
        .withMessage("there are 1 quantile levels and forecasts for 2");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> forecasts().withQuantiles(new double[] {0.9, 0.1}, two))
        .withMessage("quantile levels must ascend; 0.1 comes after 0.9");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> forecasts().withQuantiles(new double[] {0.1, 1}, two))
        .withMessage("quantile level is 1.0; it must lie between 0 and 1, both excluded");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                forecasts()
                    .withQuantiles(new double[] {0.5}, new double[][][] {{{1, 2}, {3, 4, 5}}}))
        .withMessage("quantile 0.5 at origin 6 has 3 steps; the horizon is 2");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> forecasts().withQuantiles(new double[0], new double[0][][]))
        .withMessage("quantile levels is empty; at least one value is needed");
  }

  @ParameterizedTest
  @CsvSource({
    "0.1 0.5 0.9, 0 2 0.8",
    "0.05 0.1 0.5 0.9, 1 3 0.8",
    "0.1 0.9 0.95, 0 1 0.8",
    "0.05 0.25 0.75 0.95, 0 3 0.9",
    "0.3 0.7, 0 1 0.4",
    "0.5, none",
    "0.1 0.5 0.8, none",
  })
  void findsTheOutermostSymmetricPair(String levels, String expected) {
    double[] parsed =
        Arrays.stream(levels.split(" ", -1)).mapToDouble(Double::parseDouble).toArray();
    String found =
        QuantilePair.outermost(parsed)
            .map(pair -> pair.lower() + " " + pair.upper() + " " + pair.coverage())
            .orElse("none");
    assertThat(found).isEqualTo(expected);
  }
}
