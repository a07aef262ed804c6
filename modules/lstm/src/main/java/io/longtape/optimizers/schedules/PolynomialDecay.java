package io.longtape.optimizers.schedules;

import io.longtape.config.KerasConfig;
import java.util.Optional;

/**
 * Falls along a power of the time that is left, as {@code
 * keras.optimizers.schedules.PolynomialDecay}: {@code (initialLearningRate - endLearningRate) * (1
 * - step / decaySteps) ^ power + endLearningRate}, and stays at the end rate.
 *
 * @param initialLearningRate the rate of step 0, above 0
 * @param decaySteps how many steps it takes to the end rate, above 0
 * @param endLearningRate the last rate, at least 0
 * @param power of the polynomial, above 0
 * @param cycle whether the rate, once at its end, starts again higher up: each time {@code
 *     decaySteps} counts once more
 */
public record PolynomialDecay(
    double initialLearningRate,
    long decaySteps,
    double endLearningRate,
    double power,
    boolean cycle)
    implements LearningRateSchedule {

  private static final double END_LEARNING_RATE = 0.0001;

  /**
   * A checked schedule.
   *
   * @param initialLearningRate the rate of step 0, above 0
   * @param decaySteps how many steps it takes to the end rate, above 0
   * @param endLearningRate the last rate, at least 0
   * @param power of the polynomial, above 0
   * @param cycle whether the rate starts again once it is at its end
   * @throws IllegalArgumentException when a number is out of its range
   */
  public PolynomialDecay {
    Range.positive("initial learning rate", initialLearningRate);
    Range.steps("decay steps", decaySteps);
    Range.notNegative("end learning rate", endLearningRate);
    Range.positive("power", power);
  }

  /**
   * A straight line down to a rate of 0.0001.
   *
   * @param initialLearningRate the rate of step 0, above 0
   * @param decaySteps how many steps it takes to the end rate, above 0
   * @return the schedule
   * @throws IllegalArgumentException when a number is not above 0
   */
  public static PolynomialDecay of(double initialLearningRate, long decaySteps) {
    return new PolynomialDecay(initialLearningRate, decaySteps, END_LEARNING_RATE, 1, false);
  }

  /**
   * Where it ends.
   *
   * @param newEndLearningRate at least 0; 0.0001 by default
   * @return a schedule that differs in that
   * @throws IllegalArgumentException when it is below 0
   */
  public PolynomialDecay withEndLearningRate(double newEndLearningRate) {
    return new PolynomialDecay(initialLearningRate, decaySteps, newEndLearningRate, power, cycle);
  }

  /**
   * How it falls.
   *
   * @param newPower above 0; 1 by default, which is a straight line
   * @return a schedule that differs in that
   * @throws IllegalArgumentException when it is not above 0
   */
  public PolynomialDecay withPower(double newPower) {
    return new PolynomialDecay(initialLearningRate, decaySteps, endLearningRate, newPower, cycle);
  }

  /**
   * Whether it starts again.
   *
   * @param newCycle false by default
   * @return a schedule that differs in that
   */
  public PolynomialDecay withCycle(boolean newCycle) {
    return new PolynomialDecay(initialLearningRate, decaySteps, endLearningRate, power, newCycle);
  }

  @Override
  public Optional<KerasConfig> config() {
    return Configs.of(this)
        .with("initial_learning_rate", initialLearningRate)
        .with("decay_steps", decaySteps)
        .with("end_learning_rate", endLearningRate)
        .with("power", power)
        .with("cycle", cycle)
        .with("name", "PolynomialDecay")
        .build();
  }

  @Override
  public double rate(long step) {
    double periods = (double) step / decaySteps;
    double done = cycle ? periods / Math.max(1, Math.ceil(periods)) : Math.min(1, periods);
    return (initialLearningRate - endLearningRate) * Math.pow(1 - done, power) + endLearningRate;
  }
}
