package io.longtape.training;

/** Is told how training goes, as {@code keras.callbacks.Callback}. All methods do nothing here. */
public interface TrainingListener {

  /**
   * Training begins.
   *
   * @param epochs the most epochs that will be trained
   * @param steps the steps of one epoch
   */
  default void begin(int epochs, int steps) {}

  /**
   * A step is done.
   *
   * @param epoch the epoch, from 1
   * @param step the step in this epoch, from 1
   * @param meanLoss the mean loss of this epoch's examples so far
   */
  default void step(int epoch, int step, double meanLoss) {}

  /**
   * An epoch is done.
   *
   * @param epoch what it gave
   */
  default void epoch(History.Epoch epoch) {}

  /** Training is over, for whatever reason, errors included. */
  default void end() {}
}
