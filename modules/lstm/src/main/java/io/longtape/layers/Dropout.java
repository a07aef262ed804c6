package io.longtape.layers;

import io.longtape.config.KerasConfig;
import java.util.Optional;
import java.util.OptionalLong;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;

/**
 * Sets inputs to zero at random while training and scales the others up by {@code 1 / (1 - rate)}
 * (Srivastava et al. 2014), as {@code keras.layers.Dropout}; does nothing in inference.
 *
 * <p>The draw is keyed on the seed and the training step, so a run can be repeated and resumed.
 */
public final class Dropout extends NamedLayer<Dropout> implements UnaryLayer {

  private final float rate;
  private OptionalLong seed = OptionalLong.empty();

  private Dropout(float rate) {
    this.rate = rate;
  }

  /**
   * A layer of that rate.
   *
   * @param rate the share of inputs to drop, from 0 to below 1
   * @return the layer
   * @throws IllegalArgumentException when the rate is out of range
   */
  public static Dropout of(double rate) {
    return new Dropout(requireRate("rate", rate));
  }

  /**
   * The same layer with a seed of its own.
   *
   * @param choice decides, with the step, which inputs are dropped; by default the model's seed
   * @return the layer
   */
  public Dropout withSeed(long choice) {
    return with(copy -> copy.seed = OptionalLong.of(choice));
  }

  /**
   * A share of inputs to drop.
   *
   * @param argument the argument's name, for the message
   * @param rate from 0 to below 1
   * @return the rate
   * @throws IllegalArgumentException when the rate is out of range
   */
  public static float requireRate(String argument, double rate) {
    if (!(rate >= 0 && rate < 1)) {
      throw new IllegalArgumentException(
          argument + " must be at least 0 and below 1, but is " + rate);
    }
    return (float) rate;
  }

  /**
   * Drops elements.
   *
   * @param tf where the ops go
   * @param x of any shape
   * @param rate the share to drop
   * @param key {@code [2]}, as {@link Pass#randomKey} gives it
   * @return of the shape of {@code x}
   */
  public static Operand<TFloat32> drop(
      Ops tf, Operand<TFloat32> x, float rate, Operand<TInt64> key) {
    Operand<TFloat32> uniform = tf.random.statelessRandomUniform(tf.shape(x), key, TFloat32.class);
    Operand<TFloat32> kept =
        tf.dtypes.cast(tf.math.greaterEqual(uniform, tf.constant(rate)), TFloat32.class);
    return tf.math.mul(tf.math.mul(x, tf.constant(1 / (1 - rate))), kept);
  }

  @Override
  public Optional<KerasConfig> config() {
    return startConfig()
        .withFloat("rate", rate)
        .withOptional("seed", seed)
        .with("noise_shape", null)
        .build();
  }

  @Override
  public MaskedTensor call(Pass pass, MaskedTensor input) {
    if (!pass.training() || rate == 0) {
      return input;
    }
    Operand<TFloat32> x = input.floats(pass.path());
    return input.withTensor(drop(pass.tf(), x, rate, pass.randomKey(seed, "dropout")));
  }
}
