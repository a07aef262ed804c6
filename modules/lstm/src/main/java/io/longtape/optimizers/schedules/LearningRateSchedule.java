package io.longtape.optimizers.schedules;

import io.longtape.config.KerasConfig;
import java.util.Optional;

/**
 * The learning rate of each step, as {@code keras.optimizers.schedules.LearningRateSchedule}. It
 * must give the same rate for the same step whenever it is asked.
 */
@FunctionalInterface
public interface LearningRateSchedule {

  /**
   * The rate of a step.
   *
   * @param step how many steps were taken before it over all epochs, from 0: Keras's {@code
   *     iterations}
   * @return the rate to take this step with
   */
  double rate(long step);

  /**
   * Whether the rate is one number that does not change by itself. Only such a rate may be changed
   * from outside while training, for example when a loss stops falling.
   *
   * @return false unless it was made by {@link #constant}
   */
  default boolean isConstant() {
    return false;
  }

  /**
   * How Keras writes this schedule; one rate throughout is a number there.
   *
   * @return its class and arguments there, or empty when Keras has no equal
   */
  default Optional<KerasConfig> config() {
    return Optional.empty();
  }

  /**
   * The same rate for all steps, as a plain number is in Keras.
   *
   * @param rate above 0
   * @return the schedule
   * @throws IllegalArgumentException when the rate is not above 0
   */
  static LearningRateSchedule constant(double rate) {
    return new ConstantRate(rate);
  }

  /**
   * A linear rise from 0 in front of this schedule, which begins after it with its own step 0.
   *
   * @param steps how many steps the rise takes, above 0
   * @return the schedule; it gives {@code rate(0) * step / steps} first
   * @throws IllegalArgumentException when the number of steps is not above 0
   */
  default LearningRateSchedule withWarmup(long steps) {
    return new LinearWarmup(this, steps);
  }
}
