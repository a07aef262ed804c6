package io.longtape.optimizers.schedules;

import io.longtape.config.KerasConfig;
import java.util.Optional;

/**
 * Falls as one over the time, as {@code keras.optimizers.schedules.InverseTimeDecay}: {@code
 * initialLearningRate / (1 + decayRate * step / decaySteps)}.
 *
 * @param initialLearningRate the rate of step 0, above 0
 * @param decaySteps how many steps a period has, above 0
 * @param decayRate what each period adds to the divisor, above 0
 * @param staircase whether the rate falls only after every {@code decaySteps} steps instead of a
 *     little at each
 */
public record InverseTimeDecay(
    double initialLearningRate, long decaySteps, double decayRate, boolean staircase)
    implements LearningRateSchedule {

  /**
   * A checked schedule.
   *
   * @param initialLearningRate the rate of step 0, above 0
   * @param decaySteps how many steps a period has, above 0
   * @param decayRate what each period adds to the divisor, above 0
   * @param staircase whether the rate falls only after every {@code decaySteps} steps
   * @throws IllegalArgumentException when a number is not above 0
   */
  public InverseTimeDecay {
    Range.positive("initial learning rate", initialLearningRate);
    Range.steps("decay steps", decaySteps);
    Range.positive("decay rate", decayRate);
  }

  /**
   * A schedule that falls at each step.
   *
   * @param initialLearningRate the rate of step 0, above 0
   * @param decaySteps how many steps a period has, above 0
   * @param decayRate what each period adds to the divisor, above 0
   * @return the schedule
   * @throws IllegalArgumentException when a number is not above 0
   */
  public static InverseTimeDecay of(double initialLearningRate, long decaySteps, double decayRate) {
    return new InverseTimeDecay(initialLearningRate, decaySteps, decayRate, false);
  }

  /**
   * Whether the rate falls in stairs.
   *
   * @param newStaircase false by default
   * @return a schedule that differs in that
   */
  public InverseTimeDecay withStaircase(boolean newStaircase) {
    return new InverseTimeDecay(initialLearningRate, decaySteps, decayRate, newStaircase);
  }

  @Override
  public Optional<KerasConfig> config() {
    return Configs.of(this)
        .with("initial_learning_rate", initialLearningRate)
        .with("decay_steps", decaySteps)
        .with("decay_rate", decayRate)
        .with("staircase", staircase)
        .with("name", "InverseTimeDecay")
        .build();
  }

  @Override
  public double rate(long step) {
    double periods = (double) step / decaySteps;
    return initialLearningRate / (1 + decayRate * (staircase ? Math.floor(periods) : periods));
  }
}
