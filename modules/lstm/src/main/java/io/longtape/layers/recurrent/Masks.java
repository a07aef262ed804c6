package io.longtape.layers.recurrent;

import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.ReduceAny;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/** What masks do to states and outputs. Time comes first: {@code [time, batch, 1]}. */
final class Masks {

  private Masks() {}

  /** A mask that lost its type on the way through a list. */
  static Operand<TBool> of(Operand<?> value) {
    return value.asOutput().expect(TBool.class);
  }

  /** The new states where the mask is true, else the old ones. */
  static List<Operand<TFloat32>> keep(
      Ops tf, Operand<TBool> mask, List<Operand<TFloat32>> after, List<Operand<TFloat32>> before) {
    List<Operand<TFloat32>> kept = new ArrayList<>();
    for (int i = 0; i < after.size(); i++) {
      kept.add(tf.select(mask, after.get(i), before.get(i)));
    }
    return kept;
  }

  /** The values where a condition holds, else zeros. */
  static Operand<TFloat32> orZeros(Ops tf, Operand<TBool> condition, Operand<TFloat32> values) {
    return tf.select(condition, values, tf.zerosLike(values));
  }

  /** For each step whether a step up to it counted. */
  static Operand<TBool> begun(Ops tf, Operand<TBool> mask) {
    Operand<TInt32> counted = tf.math.cumsum(tf.dtypes.cast(mask, TInt32.class), tf.constant(0));
    return tf.math.greater(counted, tf.constant(0));
  }

  /** Whether any step counted, {@code [batch, 1]}. */
  static Operand<TBool> any(Ops tf, Operand<TBool> mask) {
    return tf.reduceAny(mask, tf.constant(0), ReduceAny.keepDims(false));
  }

  /** Whether the last step counts, {@code [batch, 1]}. */
  static Operand<TBool> last(Ops tf, Operand<TBool> mask) {
    return tf.gather(mask, tf.math.sub(Sizes.of(tf, mask, 0), tf.constant(1)), tf.constant(0));
  }
}
