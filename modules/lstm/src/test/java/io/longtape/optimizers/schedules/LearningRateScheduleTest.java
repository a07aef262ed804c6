package io.longtape.optimizers.schedules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class LearningRateScheduleTest {

  private static void assertRefused(ThrowingCallable call, String message) {
    assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
  }

  @Test
  void onlyAConstantIsConstant() {
    LearningRateSchedule constant = LearningRateSchedule.constant(0.25);
    assertThat(constant.rate(0)).isEqualTo(0.25);
    assertThat(constant.rate(1_000_000)).isEqualTo(0.25);
    assertThat(constant.isConstant()).isTrue();
    assertThat(constant.withWarmup(1).isConstant()).isFalse();
    assertThat(CosineDecay.of(0.1, 10).isConstant()).isFalse();
    LearningRateSchedule own = step -> 0.1;
    assertThat(own.isConstant()).isFalse();
  }

  @Test
  void aWarmupRisesToTheFirstRateOfWhatFollows() {
    LearningRateSchedule schedule = ExponentialDecay.of(0.5, 1, 0.5).withWarmup(4);
    assertThat(new double[] {0, 0.125, 0.25, 0.375, 0.5, 0.25, 0.125})
        .containsExactly(
            schedule.rate(0),
            schedule.rate(1),
            schedule.rate(2),
            schedule.rate(3),
            schedule.rate(4),
            schedule.rate(5),
            schedule.rate(6));
  }

  /** Where TensorFlow's float32 logarithms may or may not reach the next whole number. */
  @Test
  void restartsComeExactlyWhenAFallIsOver() {
    LearningRateSchedule schedule = CosineDecayRestarts.of(1, 10);
    assertThat(schedule.rate(9)).isLessThan(0.03);
    for (long restart : new long[] {10, 30, 70, 150, 310, 630, 1270}) {
      assertThat(schedule.rate(restart)).as("step %s", restart).isEqualTo(1);
    }
  }

  @Test
  void numbersOutOfRangeAreRefused() {
    assertRefused(
        () -> LearningRateSchedule.constant(0), "learning rate must be above 0, but is 0.0");
    assertRefused(
        () -> LearningRateSchedule.constant(1).withWarmup(0),
        "warm-up steps must be above 0, but is 0");
    assertRefused(
        () -> ExponentialDecay.of(-1, 1, 1), "initial learning rate must be above 0, but is -1.0");
    assertRefused(() -> ExponentialDecay.of(1, 0, 1), "decay steps must be above 0, but is 0");
    assertRefused(() -> InverseTimeDecay.of(1, 1, 0), "decay rate must be above 0, but is 0.0");
    assertRefused(
        () -> PolynomialDecay.of(1, 1).withEndLearningRate(-1),
        "end learning rate must be at least 0, but is -1.0");
    assertRefused(() -> PolynomialDecay.of(1, 1).withPower(0), "power must be above 0, but is 0.0");
    assertRefused(
        () -> CosineDecay.of(1, 1).withAlpha(Double.NaN), "alpha must be at least 0, but is NaN");
    assertRefused(
        () -> CosineDecay.of(1, 1).withWarmup(1, 0), "warm-up steps must be above 0, but is 0");
    assertRefused(
        () -> new CosineDecay(1, 1, 0, 1, -1), "warm-up steps must be at least 0, but are -1");
    assertRefused(
        () -> CosineDecayRestarts.of(1, 1).withTMul(0.5), "t_mul must be at least 1, but is 0.5");
    assertRefused(
        () -> CosineDecayRestarts.of(1, 1).withMMul(0), "m_mul must be above 0, but is 0.0");
    assertRefused(
        () -> PiecewiseConstantDecay.of(List.of(5L), List.of(0.1)),
        "there must be one value more than boundaries, but there are 1 values [0.1] and 1"
            + " boundaries [5]");
    assertRefused(
        () -> PiecewiseConstantDecay.of(List.of(5L, 5L), List.of(0.1, 0.2, 0.3)),
        "boundaries must rise from 0 or above, but are [5, 5]");
    assertRefused(
        () -> PiecewiseConstantDecay.of(List.of(5L), List.of(0.1, 0.0)),
        "each value must be above 0, but is 0.0");
  }
}
