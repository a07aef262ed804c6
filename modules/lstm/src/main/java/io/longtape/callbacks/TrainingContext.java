package io.longtape.callbacks;

import io.longtape.checkpoints.TrainingState;
import io.longtape.weights.WeightValues;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;

/** The running training, as a {@link Callback} sees it. Only for the thread that trains. */
public interface TrainingContext {

  /**
   * How long training is to go on.
   *
   * @return the number of the last epoch
   */
  int epochs();

  /**
   * The steps of an epoch.
   *
   * @return their number, if it is known before the first epoch has ended
   */
  OptionalLong stepsPerEpoch();

  /**
   * The steps that were taken so far, as {@code optimizer.iterations}.
   *
   * @return the steps over all epochs; after {@code n} steps it is {@code n}
   */
  long iterations();

  /**
   * The learning rate of the next step.
   *
   * @return the rate
   */
  double learningRate();

  /**
   * Changes the learning rate from the next step on.
   *
   * @param rate the new rate
   * @throws IllegalStateException when the optimizer has a schedule that is not constant, as in
   *     Keras
   */
  void setLearningRate(double rate);

  /**
   * All weights, states of layers among them.
   *
   * @return a copy
   */
  WeightValues weights();

  /**
   * Sets all weights.
   *
   * @param weights as {@link #weights} gave them
   */
  void setWeights(WeightValues weights);

  /**
   * Ends training in good order: after this step, whose epoch then ends early and is evaluated, or
   * before the first step when called by {@link Callback#onTrainBegin}.
   */
  void stopTraining();

  /**
   * Writes the model as a SavedModel: as a whole or not at all.
   *
   * @param directory where it goes; a model there is replaced, anything else is refused
   * @throws UnsupportedOperationException when this training has no model that can be saved
   */
  void saveModel(Path directory);

  /**
   * All that is needed to go on from here. During {@link Callback#onEpochEnd} that is the beginning
   * of the next epoch, with this epoch in the history.
   *
   * @return a copy
   */
  TrainingState state();

  /**
   * What made training fail.
   *
   * @return the error or interrupt, for {@link Callback#onTrainEnd}; empty while training runs and
   *     after it has ended in good order, early stopping included
   */
  Optional<Throwable> failure();

  /**
   * Whether training failed because a loss or a gradient was not finite.
   *
   * @return by default false
   */
  default boolean diverged() {
    return false;
  }
}
