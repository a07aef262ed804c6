package io.longtape.evaluation.forecast;

import static io.longtape.evaluation.forecast.Reference.LOWER;
import static io.longtape.evaluation.forecast.Reference.ROUNDING;
import static io.longtape.evaluation.forecast.Reference.TRUTH;
import static io.longtape.evaluation.forecast.Reference.UPPER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConformalIntervalTest {
  private static final double[] ONE_TO_NINE = {1, 2, 3, 4, 5, 6, 7, 8, 9};

  /**
   * By hand: the interval 4 to 6 gives the nine truths the scores 3 2 1 0 -1 0 1 2 3, in order -1 0
   * 0 1 1 2 2 3 3. The rank is 10 times the coverage, rounded up.
   */
  @ParameterizedTest
  @CsvSource({"0.05, -1", "0.1, -1", "0.2, 0", "0.5, 1", "0.51, 2", "0.7, 2", "0.8, 3", "0.9, 3"})
  void takesTheScoreAtItsRank(double coverage, double margin) {
    double[] lower = new double[9];
    double[] upper = new double[9];
    Arrays.fill(lower, 4);
    Arrays.fill(upper, 6);
    assertThat(ConformalInterval.fit(ONE_TO_NINE, lower, upper, coverage))
        .isEqualTo(new ConformalInterval(coverage, margin));
  }

  /** NumPy's quantile with method="inverted_cdf"; see {@link Reference}. */
  @ParameterizedTest
  @CsvSource({"0.5, 0.2697196776326969", "0.8, 2.0771356887864023", "0.9, 2.956333067920747"})
  void agreesWithNumPy(double coverage, double margin) {
    assertThat(ConformalInterval.fit(TRUTH, LOWER, UPPER, coverage).margin())
        .isCloseTo(margin, ROUNDING);
  }

  @Test
  void aProductThatRoundsUpwardsDoesNotRaiseTheRank() {
    // In doubles 0.55 * 100 is 55.00000000000001; of the scores 1 to 99 the one at rank 55 is 55.
    double[] truth = new double[99];
    Arrays.setAll(truth, i -> i + 1);
    assertThat(ConformalInterval.fit(truth, new double[99], new double[99], 0.55).margin())
        .isEqualTo(55);
  }

  @Test
  void movesBothBoundsAndNeverCrossesThem() {
    double[] lower = {4, 4, 0};
    double[] upper = {6, 5, 9};
    assertThat(new ConformalInterval(0.8, 2).apply(lower, upper))
        .isDeepEqualTo(new double[][] {{2, 2, -2}, {8, 7, 11}});
    assertThat(new ConformalInterval(0.8, -1).apply(lower, upper))
        .isDeepEqualTo(new double[][] {{5, 4.5, 1}, {5, 4.5, 8}});
  }

  @Test
  void fitsAndWidensTheOutermostPairOfForecasts() {
    Forecasts before = Reference.quantileForecasts();
    ConformalInterval fitted = ConformalInterval.fit(before);
    assertThat(fitted.coverage()).isEqualTo(0.8);
    assertThat(fitted.margin()).isCloseTo(2.0771356887864023, ROUNDING);

    Forecasts after = fitted.apply(before);
    assertThat(after.quantiles()[1]).isDeepEqualTo(before.quantiles()[1]);
    assertThat(after.point()).isDeepEqualTo(before.point());
    IntervalScores interval = ForecastScores.of(after, 1).interval().orElseThrow();
    // Rank 33 of 40 scores lies inside: 33 / 40. The width grows by two margins from 5.225.
    assertThat(interval.coverage()).isEqualTo(0.825);
    assertThat(interval.meanWidth()).isCloseTo(5.225 + 2 * 2.0771356887864023, ROUNDING);
  }

  @Test
  void quantilesBetweenStayInside() {
    double[][] any = {{0, 0}};
    Forecasts narrowed =
        new ConformalInterval(0.8, -2)
            .apply(
                Forecasts.of(new int[] {5}, any, any)
                    .withQuantiles(
                        new double[] {0.1, 0.5, 0.9},
                        new double[][][] {{{0, 0}}, {{9, 5}}, {{10, 10}}}));
    // The bounds become 2 and 8; the median 9 of the first step takes the place of the upper one.
    assertThat(narrowed.quantiles()[0]).isDeepEqualTo(new double[][] {{2, 2}});
    assertThat(narrowed.quantiles()[1]).isDeepEqualTo(new double[][] {{8, 5}});
    assertThat(narrowed.quantiles()[2]).isDeepEqualTo(new double[][] {{9, 8}});
  }

  @ParameterizedTest
  @CsvSource({"0.8, 3, 4", "0.9, 8, 9", "0.95, 18, 19", "0.5, 0, 1"})
  void refusesTooFewValues(double coverage, int tooFew, int enough) {
    double[] zeros = new double[enough];
    assertThat(ConformalInterval.fit(zeros, zeros, zeros, coverage).margin()).isZero();
    double[] fewer = new double[tooFew];
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ConformalInterval.fit(fewer, fewer, fewer, coverage))
        .withMessage(
            tooFew == 0
                ? "truth is empty; at least one value is needed"
                : "coverage %s needs at least %d calibration values; there are %d"
                    .formatted(coverage, enough, tooFew));
  }

  @Test
  void refusesForecastsWithoutTheRightPair() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ConformalInterval.fit(Reference.forecasts()))
        .withMessage(
            "a symmetric pair of quantiles such as 0.1 and 0.9 is needed; the levels are []");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ConformalInterval(0.9, 1).apply(Reference.quantileForecasts()))
        .withMessage("the margin was fitted for coverage 0.9; the outermost quantiles have 0.8");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ConformalInterval(0.9, Double.NaN))
        .withMessage("margin is NaN; a finite number is needed");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ConformalInterval(1, 0))
        .withMessage("coverage is 1.0; it must lie between 0 and 1, both excluded");
  }
}
