package io.longtape.layers;

import io.longtape.config.KerasConfig;
import java.util.Optional;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.ReduceSum;
import org.tensorflow.op.math.Mean;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;

/**
 * The mean over time, as {@code keras.layers.GlobalAveragePooling1D}.
 *
 * <p>Input {@code [batch, time, features]}, output {@code [batch, features]}. Steps that the mask
 * hides do not count; where none counts the mean is 0, and not NaN as in Keras. The output has no
 * mask.
 */
public final class GlobalAveragePooling1D extends GlobalPooling1D<GlobalAveragePooling1D> {

  private GlobalAveragePooling1D() {}

  /**
   * A layer that drops the time axis.
   *
   * @return the layer
   */
  public static GlobalAveragePooling1D of() {
    return new GlobalAveragePooling1D();
  }

  @Override
  public Optional<KerasConfig> config() {
    return poolingConfig().build();
  }

  @Override
  Operand<TFloat32> pool(Ops tf, Operand<TFloat32> x, Optional<Operand<TBool>> counts) {
    return counts
        .map(steps -> mean(tf, x, steps))
        .orElseGet(() -> tf.math.mean(x, tf.constant(1), Mean.keepDims(keepdims())));
  }

  private Operand<TFloat32> mean(Ops tf, Operand<TFloat32> x, Operand<TBool> counts) {
    Operand<TFloat32> kept = tf.select(counts, x, tf.constant(0f));
    return tf.math.divNoNan(sum(tf, kept), sum(tf, tf.dtypes.cast(counts, TFloat32.class)));
  }

  private Operand<TFloat32> sum(Ops tf, Operand<TFloat32> x) {
    return tf.reduceSum(x, tf.constant(1), ReduceSum.keepDims(keepdims()));
  }
}
