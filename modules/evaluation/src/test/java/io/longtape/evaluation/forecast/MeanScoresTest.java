package io.longtape.evaluation.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class MeanScoresTest {
  private static final Optional<IntervalScores> NO_INTERVAL = Optional.empty();

  private static ForecastScores scores(
      double mse, OptionalDouble pinball, Optional<IntervalScores> interval, StepScores... steps) {
    return new ForecastScores(
        mse / 10, mse, Math.sqrt(mse), mse * 2, mse / 100, pinball, interval, List.of(steps));
  }

  private static ForecastScores plain(double mse) {
    return scores(mse, OptionalDouble.empty(), NO_INTERVAL, new StepScores(mse, mse * 3));
  }

  @Test
  void averagesEachScoreAndTakesTheRootOfTheMeanSquare() {
    var first =
        scores(
            20,
            OptionalDouble.of(1),
            Optional.of(new IntervalScores(0.8, 0.7, 4, 10)),
            new StepScores(1, 2),
            new StepScores(5, 6));
    var second =
        scores(
            30,
            OptionalDouble.of(4),
            Optional.of(new IntervalScores(0.8, 0.8, 8, 30)),
            new StepScores(3, 8),
            new StepScores(9, 16));
    assertThat(ForecastScores.mean(List.of(first, second)))
        .isEqualTo(
            new ForecastScores(
                2.5,
                25,
                5,
                50,
                0.25,
                OptionalDouble.of(2.5),
                Optional.of(new IntervalScores(0.8, 0.75, 6, 20)),
                List.of(new StepScores(2, 5), new StepScores(7, 11))));
  }

  @Test
  void whatNoTargetHasTheMeanHasNot() {
    ForecastScores mean = ForecastScores.mean(List.of(plain(4), plain(8)));
    assertThat(mean.mse()).isEqualTo(6);
    assertThat(mean.pinball()).isEmpty();
    assertThat(mean.interval()).isEmpty();
  }

  @Test
  void refusesTargetsThatHaveNoCommonMean() {
    var withPinball = scores(4, OptionalDouble.of(1), NO_INTERVAL, new StepScores(1, 1));
    var twoSteps =
        scores(4, OptionalDouble.empty(), NO_INTERVAL, new StepScores(1, 1), new StepScores(1, 1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ForecastScores.mean(List.of()))
        .withMessage("there are no scores; at least one is needed");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ScaledScores.mean(List.of()))
        .withMessage("there are no scores; at least one is needed");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ForecastScores.mean(List.of(plain(4), withPinball, plain(4))))
        .withMessage("2 of 3 targets have no pinball loss; all of them must have one, or none");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ForecastScores.mean(List.of(plain(4), twoSteps)))
        .withMessage("scores over horizons of 1 and 2 steps have no common mean");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ForecastScores.mean(List.of(interval(0.8), interval(0.9))))
        .withMessage("intervals of nominal coverage 0.8 and 0.9 have no common mean");
  }

  private static ForecastScores interval(double nominal) {
    return scores(
        4,
        OptionalDouble.empty(),
        Optional.of(new IntervalScores(nominal, 0.7, 4, 10)),
        new StepScores(1, 1));
  }
}
