package io.longtape.evaluation.forecast;

import static io.longtape.evaluation.forecast.Reference.FORECAST;
import static io.longtape.evaluation.forecast.Reference.ROUNDING;
import static io.longtape.evaluation.forecast.Reference.TRUTH;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MaseTest {
  private static final double[] SERIES = {1, 2, 4, 8, 16};

  /** NumPy; see {@link Reference}. */
  @ParameterizedTest
  @CsvSource({
    "0, 40, 1, 2.5191003617176655",
    "0, 40, 7, 2.632588742963854",
    "5, 30, 7, 2.1839735791163952",
  })
  void scaleAgreesWithNumPy(int from, int to, int season, double expected) {
    assertThat(Mase.scale(TRUTH, from, to, season)).isCloseTo(expected, ROUNDING);
  }

  /** Scikit-learn's mean absolute error over NumPy's scale; see {@link Reference}. */
  @Test
  void isTheMeanAbsoluteErrorOverTheScale() {
    assertThat(Mase.of(TRUTH, FORECAST, 2.632588742963854)).isCloseTo(0.9935323747517677, ROUNDING);
  }

  @Test
  void scaleSeesTheTrainingPartOnly() {
    // |4 - 2| and |8 - 4|; neither 1 nor 16 counts.
    assertThat(Mase.scale(SERIES, 1, 4, 1)).isEqualTo(3);
    // One pair is enough: |8 - 2|.
    assertThat(Mase.scale(SERIES, 1, 4, 2)).isEqualTo(6);
  }

  @Test
  void refusesTooShortATrainingPart() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Mase.scale(SERIES, 1, 4, 3))
        .withMessage("the MASE scale for season 3 needs at least 4 training values; there are 3");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Mase.scale(SERIES, 1, 4, 0))
        .withMessage("season is 0; it must be at least 1");
  }

  @ParameterizedTest
  @CsvSource({"-1, 3", "0, 6", "3, 2"})
  void refusesAPartOutsideTheSeries(int from, int to) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Mase.scale(SERIES, from, to, 1))
        .withMessage("training part %d to %d is outside the series of 5 values", from, to);
  }

  @Test
  void refusesASeriesThatRepeatsItself() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Mase.scale(new double[] {1, 2, 1, 2, 1}, 0, 5, 2))
        .withMessage("the MASE scale is 0: every training value equals the one 2 steps before");
  }

  @Test
  void refusesNaN() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Mase.scale(new double[] {1, Double.NaN, 3}, 0, 3, 1))
        .withMessage("series[0] is 1.0 and series[1] is NaN; finite numbers are needed");
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
  void refusesAScaleThatCannotDivide(double scale) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Mase.of(TRUTH, FORECAST, scale))
        .withMessage("scale is %s; a finite number above 0 is needed", scale);
  }
}
