package io.longtape.layers;

import io.longtape.config.KerasConfig;
import java.util.List;
import java.util.Optional;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.ReduceAny;
import org.tensorflow.op.core.Squeeze;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;

/**
 * Hides the time steps in which all features have the mask's value, as {@code
 * keras.layers.Masking}.
 *
 * <p>Input and output {@code [batch, time, features]}. Hidden steps become zeros, and the output
 * carries a mask {@code [batch, time]} in the place of the input's own.
 */
public final class Masking extends NamedLayer<Masking> implements UnaryLayer {

  private final float maskValue;

  private Masking(float maskValue) {
    this.maskValue = maskValue;
  }

  /**
   * A layer that hides zeros.
   *
   * @return the layer
   */
  public static Masking of() {
    return of(0);
  }

  /**
   * A layer that hides another value.
   *
   * @param maskValue the value that all features of a hidden step have
   * @return the layer
   */
  public static Masking of(double maskValue) {
    return new Masking((float) maskValue);
  }

  @Override
  public Optional<KerasConfig> config() {
    return startConfig().withFloat("mask_value", maskValue).build();
  }

  @Override
  public MaskedTensor call(Pass pass, MaskedTensor input) {
    Ops tf = pass.tf();
    Operand<TFloat32> x = input.floats(pass.path());
    Operand<TBool> counts =
        tf.reduceAny(
            tf.math.notEqual(x, tf.constant(maskValue)), tf.constant(-1), ReduceAny.keepDims(true));
    Operand<TFloat32> out = tf.select(counts, x, tf.constant(0f));
    return MaskedTensor.of(out).withMask(tf.squeeze(counts, Squeeze.axis(List.of(-1L))));
  }
}
