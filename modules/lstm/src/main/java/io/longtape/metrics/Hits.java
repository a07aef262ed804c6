package io.longtape.metrics;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;

/** Which predictions {@code [..., classes]} hit class ids {@code [...]}: 1 for each that does. */
final class Hits {

  private Hits() {}

  /** The most probable class is the label's. */
  static Operand<TFloat32> right(Ops tf, Operand<TInt64> ids, Operand<TFloat32> predictions) {
    return tf.dtypes.cast(
        tf.math.equal(ids, tf.math.argMax(predictions, tf.constant(-1))), TFloat32.class);
  }

  /** The label's class is among the k most probable. */
  static Operand<TFloat32> amongTop(
      Ops tf, int k, Operand<TInt64> ids, Operand<TFloat32> predictions) {
    int classes = Math.toIntExact(predictions.shape().get(-1));
    Operand<TFloat32> rows = tf.reshape(predictions, tf.constant(new int[] {-1, classes}));
    Operand<TInt32> wanted =
        tf.dtypes.cast(tf.reshape(ids, tf.constant(new int[] {-1})), TInt32.class);
    return tf.reshape(
        tf.dtypes.cast(tf.nn.inTopK(rows, wanted, tf.constant(k)), TFloat32.class), tf.shape(ids));
  }

  static void requireTop(int k) {
    if (k < 1) {
      throw new IllegalArgumentException("k must be at least 1, but is " + k);
    }
  }
}
