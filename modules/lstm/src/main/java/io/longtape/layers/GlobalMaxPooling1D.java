package io.longtape.layers;

import io.longtape.config.KerasConfig;
import java.util.Optional;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.ReduceAny;
import org.tensorflow.op.core.ReduceMax;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;

/**
 * The maximum over time, as {@code keras.layers.GlobalMaxPooling1D}.
 *
 * <p>Input {@code [batch, time, features]}, output {@code [batch, features]}. As in Keras all steps
 * count, those too that a mask hides; {@link #withMasked} leaves them out. The output has no mask.
 */
public final class GlobalMaxPooling1D extends GlobalPooling1D<GlobalMaxPooling1D> {

  private boolean masked;

  private GlobalMaxPooling1D() {}

  /**
   * A layer that drops the time axis.
   *
   * @return the layer
   */
  public static GlobalMaxPooling1D of() {
    return new GlobalMaxPooling1D();
  }

  /**
   * The same layer, with or without respect for the mask. Keras has no such argument.
   *
   * @param choice whether only steps count that the mask does not hide; the maximum of no step is
   *     0. The default is false, as in Keras
   * @return the layer
   */
  public GlobalMaxPooling1D withMasked(boolean choice) {
    return with(copy -> copy.masked = choice);
  }

  @Override
  public Optional<KerasConfig> config() {
    return masked ? Optional.empty() : poolingConfig().build();
  }

  @Override
  Operand<TFloat32> pool(Ops tf, Operand<TFloat32> x, Optional<Operand<TBool>> counts) {
    return counts
        .filter(steps -> masked)
        .map(steps -> maskedMax(tf, x, steps))
        .orElseGet(() -> max(tf, x));
  }

  private Operand<TFloat32> maskedMax(Ops tf, Operand<TFloat32> x, Operand<TBool> counts) {
    Operand<TFloat32> max = max(tf, tf.select(counts, x, tf.constant(-Float.MAX_VALUE)));
    Operand<TBool> any = tf.reduceAny(counts, tf.constant(1), ReduceAny.keepDims(keepdims()));
    return tf.select(any, max, tf.constant(0f));
  }

  private Operand<TFloat32> max(Ops tf, Operand<TFloat32> x) {
    return tf.reduceMax(x, tf.constant(1), ReduceMax.keepDims(keepdims()));
  }
}
