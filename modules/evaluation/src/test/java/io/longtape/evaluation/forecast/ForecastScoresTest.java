package io.longtape.evaluation.forecast;

import static io.longtape.evaluation.forecast.Reference.ROUNDING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class ForecastScoresTest {

  /** Scikit-learn, sMAPE and MASE's scale NumPy; see {@link Reference}. */
  @Test
  void scoresPointForecasts() {
    ForecastScores scores = ForecastScores.of(Reference.forecasts(), 2.632588742963854);
    assertThat(scores.mae()).isCloseTo(2.615562145541649, ROUNDING);
    assertThat(scores.mse()).isCloseTo(10.360075855214818, ROUNDING);
    assertThat(scores.rmse()).isCloseTo(3.218707171398917, ROUNDING);
    assertThat(scores.smape()).isCloseTo(22.176358927799985, ROUNDING);
    assertThat(scores.mase()).isCloseTo(0.9935323747517677, ROUNDING);
    assertThat(scores.pinball()).isEmpty();
    assertThat(scores.interval()).isEmpty();
  }

  /** Scikit-learn with multioutput="raw_values"; see {@link Reference}. */
  @Test
  void scoresEachStepOfTheHorizon() {
    ForecastScores scores = ForecastScores.of(Reference.forecasts(), 1);
    assertThat(scores.maeByHorizon())
        .containsExactly(
            new double[] {
              3.2727802345397388,
              2.234155964349908,
              2.310223930908786,
              2.3589534014288356,
              2.9016971964809772
            },
            ROUNDING);
    assertThat(scores.mseByHorizon())
        .containsExactly(
            new double[] {
              13.300359569831233,
              9.078617474526613,
              7.378286181034797,
              8.988276435002625,
              13.054839615678821
            },
            ROUNDING);
  }

  /** Scikit-learn and NumPy; see {@link Reference}. */
  @Test
  void scoresQuantilesAndTheirOutermostPair() {
    ForecastScores scores = ForecastScores.of(Reference.quantileForecasts(), 1);
    assertThat(scores.pinball().orElseThrow()).isCloseTo(0.9124393452113599, ROUNDING);
    IntervalScores interval = scores.interval().orElseThrow();
    assertThat(interval.nominalCoverage()).isEqualTo(0.8);
    assertThat(interval.coverage()).isEqualTo(0.5);
    assertThat(interval.meanWidth()).isCloseTo(5.225, ROUNDING);
    assertThat(interval.intervalScore()).isCloseTo(14.295369628632551, ROUNDING);
  }

  @Test
  void aMedianAloneHasAPinballLossButNoInterval() {
    Forecasts forecasts =
        Reference.forecasts()
            .withQuantiles(new double[] {0.5}, new double[][][] {Reference.forecasts().point()});
    ForecastScores scores = ForecastScores.of(forecasts, 1);
    assertThat(scores.pinball().orElseThrow()).isCloseTo(1.3077810727708246, ROUNDING);
    assertThat(scores.interval()).isEmpty();
  }

  /** Scikit-learn on values that NumPy z-scored; see {@link Reference}. */
  @Test
  void scalesByTheStandardDeviation() {
    ScaledScores scores = ForecastScores.scaled(Reference.forecasts(), 2.7266722506282224);
    assertThat(scores.mse()).isCloseTo(1.3934681882803435, ROUNDING);
    assertThat(scores.mae()).isCloseTo(0.9592506561575291, ROUNDING);
  }

  @Test
  void refusesScalesThatCannotDivide() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ForecastScores.scaled(Reference.forecasts(), 0))
        .withMessage("standard deviation is 0.0; a finite number above 0 is needed");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ForecastScores.of(Reference.forecasts(), Double.NaN))
        .withMessage("scale is NaN; a finite number above 0 is needed");
  }

  @Test
  void scoresAreValues() {
    assertThat(ForecastScores.of(Reference.quantileForecasts(), 2))
        .isEqualTo(ForecastScores.of(Reference.quantileForecasts(), 2))
        .isNotEqualTo(ForecastScores.of(Reference.quantileForecasts(), 3));
    assertThat(ScaledScores.mean(List.of(new ScaledScores(1, 2), new ScaledScores(3, 6))))
        .isEqualTo(new ScaledScores(2, 4));
  }
}
