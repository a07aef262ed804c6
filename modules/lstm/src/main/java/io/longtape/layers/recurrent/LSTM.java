package io.longtape.layers.recurrent;

import static java.util.Objects.requireNonNull;

import io.longtape.activations.KerasActivation;
import io.longtape.config.KerasConfig;
import io.longtape.initializers.Initializer;
import io.longtape.layers.WeightOptions;
import java.util.List;
import org.tensorflow.framework.activations.Activation;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;

/**
 * A long short-term memory layer (Hochreiter and Schmidhuber 1997, with the forget gate of Gers et
 * al. 2000), as {@code keras.layers.LSTM}:
 *
 * <pre>
 *   i, f, g, o = split(x_t . kernel + h . recurrent_kernel + bias)
 *   c_t = sigmoid(f) * c + sigmoid(i) * tanh(g)
 *   h_t = sigmoid(o) * tanh(c_t)
 * </pre>
 *
 * <p>Two states, h and c. Weights, under {@code NAME/lstm_cell}: {@code kernel [features, 4 *
 * units]} (Glorot uniform), {@code recurrent_kernel [units, 4 * units]} (orthogonal), {@code bias
 * [4 * units]} (ones for the forget gate, zeros elsewhere).
 */
public final class LSTM extends Recurrent<LSTM> {

  private Activation recurrentActivation = KerasActivation.SIGMOID;
  private boolean unitForgetBias = true;

  private LSTM(int units) {
    super(units);
  }

  /**
   * A layer with Keras's defaults.
   *
   * @param units the size of state and output, at least 1
   * @return the layer
   * @throws IllegalArgumentException when {@code units} is below 1
   */
  public static LSTM of(int units) {
    return new LSTM(units);
  }

  /**
   * The same layer with another activation of the gates.
   *
   * @param choice the default is sigmoid
   * @return the layer
   */
  public LSTM withRecurrentActivation(Activation choice) {
    return with(copy -> copy.recurrentActivation = requireNonNull(choice, "activation"));
  }

  /**
   * The same layer with or without ones in the bias of the forget gate at the start (Jozefowicz et
   * al. 2015).
   *
   * @param choice the default is true
   * @return the layer
   */
  public LSTM withUnitForgetBias(boolean choice) {
    return with(copy -> copy.unitForgetBias = choice);
  }

  @Override
  void addOwnTo(KerasConfig.Builder config) {
    config
        .withPart("recurrent_activation", KerasActivation.kerasNameOf(recurrentActivation))
        .with("unit_forget_bias", unitForgetBias)
        .withOptional("seed", dropout.seed());
  }

  @Override
  Cell cell() {
    return new LstmCell(activation, recurrentActivation);
  }

  @Override
  WeightOptions biasOptions() {
    return unitForgetBias ? bias.withInitializer(onesForForgetGate(bias.initializer())) : bias;
  }

  private Initializer onesForForgetGate(Initializer others) {
    return (tf, shape, seed) ->
        tf.concat(
            List.of(
                others.call(tf, Shape.of(units), seed),
                tf.ones(tf.array(units), TFloat32.class),
                others.call(tf, Shape.of(2L * units), seed + 1)),
            tf.constant(0));
  }
}
