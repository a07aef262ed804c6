package io.longtape.training;

/** The learning rate of each step, as {@code keras.optimizers.schedules.LearningRateSchedule}. */
@FunctionalInterface
public interface LearningRateSchedule {

  /**
   * The rate of a step.
   *
   * @param step the step over all epochs, from 0
   * @param steps how many steps all epochs have
   * @param initial the optimizer's own rate
   * @return the rate to take this step with
   */
  double rate(long step, long steps, double initial);

  /**
   * The optimizer's own rate throughout.
   *
   * @return the schedule
   */
  static LearningRateSchedule constant() {
    return (step, steps, initial) -> initial;
  }

  /**
   * Falls along half a cosine from the optimizer's rate to zero after the last step (Loshchilov and
   * Hutter 2017, without restarts): {@code keras.optimizers.schedules.CosineDecay} over all steps.
   *
   * @return the schedule
   */
  static LearningRateSchedule cosine() {
    return (step, steps, initial) -> initial * (1 + Math.cos(Math.PI * step / steps)) / 2;
  }
}
