package io.longtape.callbacks;

import io.longtape.checkpoints.CallbackState;
import java.util.Map;
import java.util.Optional;

/**
 * Is told how training goes, and may step in: {@code keras.callbacks.Callback}. All methods do
 * nothing here.
 *
 * <p>Epochs and steps count from 1. Logs hold the mean of the loss and of each metric over the
 * epoch so far, by name and in order: {@code loss}, {@code accuracy}, and at the end of an epoch
 * with validation data {@code val_loss}, {@code val_accuracy}. They cannot be changed. What a
 * method throws ends training.
 *
 * <p>A training that goes on from a checkpoint calls {@link #restore} and then {@link
 * #onTrainBegin}. Where it goes on in the middle of an epoch, {@link #onEpochBegin} is not called
 * again for that epoch.
 */
public interface Callback {

  /**
   * Training begins, or goes on.
   *
   * @param context the training
   */
  default void onTrainBegin(TrainingContext context) {}

  /**
   * An epoch begins.
   *
   * @param context the training
   * @param epoch from 1
   */
  default void onEpochBegin(TrainingContext context, int epoch) {}

  /**
   * A step begins.
   *
   * @param context the training
   * @param step in this epoch, from 1
   */
  default void onTrainBatchBegin(TrainingContext context, int step) {}

  /**
   * A step is done.
   *
   * @param context the training
   * @param step in this epoch, from 1
   * @param logs means over this epoch so far
   */
  default void onTrainBatchEnd(TrainingContext context, int step, Map<String, Double> logs) {}

  /**
   * An epoch is done, its validation included.
   *
   * @param context the training
   * @param epoch from 1
   * @param logs means over this epoch
   */
  default void onEpochEnd(TrainingContext context, int epoch, Map<String, Double> logs) {}

  /**
   * Training is over, for whatever reason: {@link TrainingContext#failure} tells. Called once, and
   * even when {@link #onTrainBegin} threw. Keras does not call it after an error.
   *
   * @param context the training
   */
  default void onTrainEnd(TrainingContext context) {}

  /**
   * What a checkpoint has to keep of this callback.
   *
   * @return the state, if there is any
   */
  default Optional<CallbackState> state() {
    return Optional.empty();
  }

  /**
   * Takes over a state from a checkpoint; the next {@link #onTrainBegin} goes on from it instead of
   * starting anew.
   *
   * @param state what {@link #state} gave
   */
  default void restore(CallbackState state) {}
}
