package io.longtape.callbacks;

import static java.util.Objects.requireNonNull;

/**
 * Sets the learning rate at the beginning of each epoch: {@code
 * keras.callbacks.LearningRateScheduler}.
 *
 * <p>Epochs count from 1; a schedule written for Keras, where they count from 0, takes {@code epoch
 * - 1}.
 */
public final class LearningRateScheduler implements Callback {

  /** The learning rate of an epoch. */
  @FunctionalInterface
  public interface Schedule {

    /**
     * Decides the rate.
     *
     * @param epoch from 1
     * @param learningRate the rate until now
     * @return the rate from now on
     */
    double rate(int epoch, double learningRate);
  }

  private final Schedule schedule;

  private LearningRateScheduler(Schedule schedule) {
    this.schedule = requireNonNull(schedule, "schedule");
  }

  /**
   * Follows a schedule.
   *
   * @param schedule asked once for each epoch
   * @return the callback
   */
  public static LearningRateScheduler of(Schedule schedule) {
    return new LearningRateScheduler(schedule);
  }

  @Override
  public void onEpochBegin(TrainingContext context, int epoch) {
    double rate = schedule.rate(epoch, context.learningRate());
    if (!Double.isFinite(rate)) {
      throw new IllegalStateException(
          "the schedule of LearningRateScheduler gives a rate of %s for epoch %d"
              .formatted(rate, epoch));
    }
    context.setLearningRate(rate);
  }
}
