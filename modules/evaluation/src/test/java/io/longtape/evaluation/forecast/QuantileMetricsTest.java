package io.longtape.evaluation.forecast;

import static io.longtape.evaluation.forecast.Reference.FORECAST;
import static io.longtape.evaluation.forecast.Reference.LEVELS;
import static io.longtape.evaluation.forecast.Reference.LOWER;
import static io.longtape.evaluation.forecast.Reference.ROUNDING;
import static io.longtape.evaluation.forecast.Reference.TRUTH;
import static io.longtape.evaluation.forecast.Reference.UPPER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QuantileMetricsTest {

  /** Scikit-learn's mean_pinball_loss; see {@link Reference}. */
  @Test
  void pinballAgreesWithScikitLearn() {
    assertThat(QuantileMetrics.pinball(TRUTH, LOWER, 0.1)).isCloseTo(0.6856578966323876, ROUNDING);
    assertThat(QuantileMetrics.pinball(TRUTH, FORECAST, 0.5))
        .isCloseTo(1.3077810727708246, ROUNDING);
    assertThat(QuantileMetrics.pinball(TRUTH, UPPER, 0.9)).isCloseTo(0.7438790662308674, ROUNDING);
    assertThat(QuantileMetrics.pinball(TRUTH, new double[][] {LOWER, FORECAST, UPPER}, LEVELS))
        .isCloseTo(0.9124393452113599, ROUNDING);
  }

  /** NumPy; see {@link Reference}. */
  @Test
  void intervalsAgreeWithNumPy() {
    assertThat(QuantileMetrics.coverage(TRUTH, LOWER, UPPER)).isEqualTo(0.5);
    assertThat(QuantileMetrics.meanWidth(LOWER, UPPER)).isCloseTo(5.225, ROUNDING);
    assertThat(QuantileMetrics.intervalScore(TRUTH, LOWER, UPPER, 0.8))
        .isCloseTo(14.295369628632551, ROUNDING);
  }

  @Test
  void boundsCountAsInsideAndCrossedIntervalsHoldNothing() {
    double[] truth = {1, 2, 3, 4};
    double[] lower = {1, 1, 4, 5};
    double[] upper = {2, 2, 5, 3};
    assertThat(QuantileMetrics.coverage(truth, lower, upper)).isEqualTo(0.5);
    // Widths 1, 1, 1 and -2.
    assertThat(QuantileMetrics.meanWidth(lower, upper)).isEqualTo(0.25);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 1, -0.1, Double.NaN})
  void refusesALevelThatIsNoQuantile(double q) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> QuantileMetrics.pinball(TRUTH, FORECAST, q))
        .withMessage("quantile level is %s; it must lie between 0 and 1, both excluded", q);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> QuantileMetrics.intervalScore(TRUTH, LOWER, UPPER, q))
        .withMessage("coverage is %s; it must lie between 0 and 1, both excluded", q);
  }

  @Test
  void refusesShapesThatDoNotFit() {
    double[] two = {1, 2};
    double[] three = {1, 2, 3};
    assertThatIllegalArgumentException()
        .isThrownBy(() -> QuantileMetrics.pinball(two, three, 0.5))
        .withMessage("truth has 2 values, forecast has 3; they must have the same number");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> QuantileMetrics.pinball(two, new double[][] {two}, LEVELS))
        .withMessage("there are 3 quantile levels and forecasts for 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> QuantileMetrics.pinball(two, new double[0][], new double[0]))
        .withMessage("quantile levels is empty; at least one value is needed");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> QuantileMetrics.coverage(two, two, three))
        .withMessage("lower has 2 values, upper has 3; they must have the same number");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> QuantileMetrics.coverage(three, two, two))
        .withMessage("truth has 3 values, lower has 2; they must have the same number");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> QuantileMetrics.meanWidth(two, new double[] {1, Double.NaN}))
        .withMessage("index 1 of upper is NaN; a finite number is needed");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> QuantileMetrics.intervalScore(new double[0], new double[0], new double[0], 0.8))
        .withMessage("truth is empty; at least one value is needed");
  }
}
