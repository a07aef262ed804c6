package io.longtape.evaluation.forecast;

import static io.longtape.evaluation.forecast.Reference.FORECAST;
import static io.longtape.evaluation.forecast.Reference.ROUNDING;
import static io.longtape.evaluation.forecast.Reference.TRUTH;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class PointMetricTest {

  /** MAE, MSE and RMSE: scikit-learn and statsmodels agree; sMAPE: NumPy. See {@link Reference}. */
  @ParameterizedTest
  @CsvSource({
    "MAE, 2.615562145541649",
    "MSE, 10.360075855214818",
    "RMSE, 3.218707171398917",
    "SMAPE, 22.176358927799985",
  })
  void agreesWithIndependentPrograms(PointMetric metric, double expected) {
    assertThat(metric.of(TRUTH, FORECAST)).isCloseTo(expected, ROUNDING);
  }

  @ParameterizedTest
  @EnumSource
  void aPerfectForecastScoresZero(PointMetric metric) {
    double[] values = {0, -2, 3};
    assertThat(metric.of(values, values)).isZero();
  }

  @Test
  void symmetricPercentageEndsAt200AndTakesNegativeValues() {
    assertThat(PointMetric.SMAPE.of(new double[] {0}, new double[] {4})).isEqualTo(200);
    assertThat(PointMetric.SMAPE.of(new double[] {-1}, new double[] {1})).isEqualTo(200);
    // |-1 - -3| = 2 of a size of 4 is 100; both zero is 0; the mean is 50.
    assertThat(PointMetric.SMAPE.of(new double[] {-1, 0}, new double[] {-3, 0})).isEqualTo(50);
  }

  @ParameterizedTest
  @EnumSource
  void refusesWhatHasNoScore(PointMetric metric) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> metric.of(new double[2], new double[3]))
        .withMessage("truth has 2 values, forecast has 3; they must have the same number");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> metric.of(new double[0], new double[0]))
        .withMessage("truth is empty; at least one value is needed");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> metric.of(new double[] {1, Double.NaN}, new double[2]))
        .withMessage("index 1 of truth is NaN; a finite number is needed");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> metric.of(new double[1], new double[] {Double.NEGATIVE_INFINITY}))
        .withMessage("index 0 of forecast is -Infinity; a finite number is needed");
  }
}
