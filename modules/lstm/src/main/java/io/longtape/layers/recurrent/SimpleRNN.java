package io.longtape.layers.recurrent;

import io.longtape.config.KerasConfig;

/**
 * A fully connected layer whose output is fed back to its input (Elman 1990), as {@code
 * keras.layers.SimpleRNN}:
 *
 * <pre>
 *   h_t = tanh(x_t . kernel + h . recurrent_kernel + bias)
 * </pre>
 *
 * <p>One state, h. Weights, under {@code NAME/simple_rnn_cell}: {@code kernel [features, units]}
 * (Glorot uniform), {@code recurrent_kernel [units, units]} (orthogonal), {@code bias [units]}
 * (zeros).
 */
public final class SimpleRNN extends Recurrent<SimpleRNN> {

  private SimpleRNN(int units) {
    super(units);
  }

  /**
   * A layer with Keras's defaults.
   *
   * @param units the size of state and output, at least 1
   * @return the layer
   * @throws IllegalArgumentException when {@code units} is below 1
   */
  public static SimpleRNN of(int units) {
    return new SimpleRNN(units);
  }

  /** Keras reads a seed here, but does not write it itself. */
  @Override
  void addOwnTo(KerasConfig.Builder config) {
    if (dropout.seed().isPresent()) {
      config.withOptional("seed", dropout.seed());
    }
  }

  @Override
  Cell cell() {
    return new SimpleRnnCell(activation);
  }
}
