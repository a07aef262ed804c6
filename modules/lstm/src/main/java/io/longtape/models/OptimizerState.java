package io.longtape.models;

import static java.util.Objects.requireNonNull;

import io.longtape.weights.WeightValues;

/**
 * What an optimizer remembers between steps, as {@code optimizer.variables} in Keras.
 *
 * @param iterations the steps taken since the model was compiled
 * @param learningRate the rate of the next step, unless a schedule decides
 * @param slots by the weights' paths and the slots' names, such as {@code
 *     lstm/lstm_cell/kernel/momentum}; what is kept once for all weights by its name alone
 */
public record OptimizerState(long iterations, double learningRate, WeightValues slots) {

  /**
   * Refuses missing parts.
   *
   * @param iterations not negative
   * @param learningRate any number
   * @param slots not null
   * @throws IllegalArgumentException when the iterations are negative
   */
  public OptimizerState {
    requireNonNull(slots, "slots");
    if (iterations < 0) {
      throw new IllegalArgumentException("an optimizer took at least 0 steps, not " + iterations);
    }
  }
}
