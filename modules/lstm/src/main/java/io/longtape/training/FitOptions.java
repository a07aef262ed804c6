package io.longtape.training;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * How to train.
 *
 * @param epochs the most epochs to train, at least 1
 * @param batchSize examples in a step, at least 1; the last step of an epoch takes what is left
 * @param patience epochs without a lower validation loss before training stops, at least 1; without
 *     validation examples it does not matter
 * @param schedule the learning rate of each epoch
 * @param listeners who is told of steps and epochs
 */
public record FitOptions(
    int epochs,
    int batchSize,
    int patience,
    LearningRateSchedule schedule,
    List<TrainingListener> listeners) {

  /**
   * Checks the numbers.
   *
   * @param epochs at least 1
   * @param batchSize at least 1
   * @param patience at least 1
   * @param schedule not null
   * @param listeners copied
   * @throws IllegalArgumentException when a number is below 1
   */
  public FitOptions {
    atLeastOne("epochs", epochs);
    atLeastOne("batch size", batchSize);
    atLeastOne("patience", patience);
    requireNonNull(schedule, "schedule");
    listeners = List.copyOf(listeners);
  }

  /**
   * A constant learning rate, no listeners, and no early end.
   *
   * @param epochs the epochs to train
   * @param batchSize examples in a step
   * @return the options
   */
  public static FitOptions of(int epochs, int batchSize) {
    return new FitOptions(epochs, batchSize, epochs, LearningRateSchedule.constant(), List.of());
  }

  /**
   * The same with early stopping, as {@code keras.callbacks.EarlyStopping}.
   *
   * @param newPatience epochs without a lower validation loss before training stops
   * @return the options
   */
  public FitOptions withPatience(int newPatience) {
    return new FitOptions(epochs, batchSize, newPatience, schedule, listeners);
  }

  /**
   * The same with another schedule.
   *
   * @param newSchedule the learning rate of each epoch
   * @return the options
   */
  public FitOptions withSchedule(LearningRateSchedule newSchedule) {
    return new FitOptions(epochs, batchSize, patience, newSchedule, listeners);
  }

  /**
   * The same with listeners.
   *
   * @param newListeners who is told of steps and epochs
   * @return the options
   */
  public FitOptions withListeners(TrainingListener... newListeners) {
    return new FitOptions(epochs, batchSize, patience, schedule, List.of(newListeners));
  }

  private static void atLeastOne(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + " must be at least 1, but is " + value);
    }
  }
}
