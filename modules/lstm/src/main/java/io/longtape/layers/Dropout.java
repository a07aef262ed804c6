package io.longtape.layers;

import java.util.List;
import java.util.Optional;
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
public final class Dropout implements Layer {

  private final String name;
  private final float rate;
  private final long seed;

  private Dropout(String name, float rate, long seed) {
    this.name = name;
    this.rate = rate;
    this.seed = seed;
  }

  /**
   * A layer of that rate.
   *
   * @param name the layer's name
   * @param rate the share of inputs to drop, from 0 to below 1
   * @param seed decides, with the step, which inputs are dropped
   * @return the layer
   * @throws IllegalArgumentException when the rate is out of range
   */
  public static Dropout of(String name, double rate, long seed) {
    if (!(rate >= 0 && rate < 1)) {
      throw new IllegalArgumentException(
          "layer '" + name + "': rate must be at least 0 and below 1, but is " + rate);
    }
    return new Dropout(name, (float) rate, seed);
  }

  @Override
  public Operand<TFloat32> call(Pass pass, Operand<TFloat32> inputs) {
    Optional<Operand<TInt64>> step = pass.step();
    if (step.isEmpty() || rate == 0) {
      return inputs;
    }
    Ops tf = pass.in(name).tf();
    Operand<TInt64> key = tf.stack(List.of(tf.constant(seed + name.hashCode()), step.get()));
    Operand<TFloat32> uniform =
        tf.random.statelessRandomUniform(tf.shape(inputs), key, TFloat32.class);
    Operand<TFloat32> kept =
        tf.dtypes.cast(tf.math.greaterEqual(uniform, tf.constant(rate)), TFloat32.class);
    return tf.math.mul(tf.math.mul(inputs, tf.constant(1 / (1 - rate))), kept);
  }
}
