package io.longtape.layers.recurrent;

import static java.util.Objects.requireNonNull;

import io.longtape.activations.KerasActivation;
import io.longtape.config.KerasConfig;
import org.tensorflow.framework.activations.Activation;

/**
 * A gated recurrent unit (Cho et al. 2014), as {@code keras.layers.GRU}:
 *
 * <pre>
 *   x_z, x_r, x_h = split(x_t . kernel + bias[0])
 *   s_z, s_r, s_h = split(h . recurrent_kernel + bias[1])
 *   z = sigmoid(x_z + s_z)
 *   r = sigmoid(x_r + s_r)
 *   h_t = z * h + (1 - z) * tanh(x_h + r * s_h)
 * </pre>
 *
 * <p>One state, h. Weights, under {@code NAME/gru_cell}: {@code kernel [features, 3 * units]}
 * (Glorot uniform), {@code recurrent_kernel [units, 3 * units]} (orthogonal), {@code bias [2, 3 *
 * units]} (zeros), or {@code [3 * units]} with the reset before the product.
 */
public final class GRU extends Recurrent<GRU> {

  private Activation recurrentActivation = KerasActivation.SIGMOID;
  private boolean resetAfter = true;

  private GRU(int units) {
    super(units);
  }

  /**
   * A layer with Keras's defaults.
   *
   * @param units the size of state and output, at least 1
   * @return the layer
   * @throws IllegalArgumentException when {@code units} is below 1
   */
  public static GRU of(int units) {
    return new GRU(units);
  }

  /**
   * The same layer with another activation of the gates.
   *
   * @param choice the default is sigmoid
   * @return the layer
   */
  public GRU withRecurrentActivation(Activation choice) {
    return with(copy -> copy.recurrentActivation = requireNonNull(choice, "activation"));
  }

  /**
   * The same layer with its reset gate after or before the product with the recurrent kernel.
   *
   * @param choice the default is true: after, as cuDNN does; false is {@code tanh(x_h + (r * h) .
   *     recurrent_kernel_h)} as in the paper, without the second bias
   * @return the layer
   */
  public GRU withResetAfter(boolean choice) {
    return with(copy -> copy.resetAfter = choice);
  }

  @Override
  void addOwnTo(KerasConfig.Builder config) {
    config
        .withPart("recurrent_activation", KerasActivation.kerasNameOf(recurrentActivation))
        .with("reset_after", resetAfter)
        .withOptional("seed", dropout.seed());
  }

  @Override
  Cell cell() {
    return resetAfter
        ? new ResetAfterGruCell(activation, recurrentActivation, useBias)
        : new ResetBeforeGruCell(activation, recurrentActivation);
  }
}
