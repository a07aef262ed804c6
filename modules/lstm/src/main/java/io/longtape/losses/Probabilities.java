package io.longtape.losses;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** What cross-entropies have in common. */
final class Probabilities {

  private static final float EPSILON = 1e-7f;

  private Probabilities() {}

  /** Kept off 0 and 1, where the logarithm ends, as Keras does. */
  static Operand<TFloat32> clip(Ops tf, Operand<TFloat32> probabilities) {
    return tf.clipByValue(probabilities, tf.constant(EPSILON), tf.constant(1 - EPSILON));
  }

  /** Keras's label smoothing: a share of the certainty is spread over all classes. */
  static Operand<TFloat32> smooth(
      Ops tf, Operand<TFloat32> labels, double smoothing, long classes) {
    return smoothing == 0
        ? labels
        : tf.math.add(
            tf.math.mul(labels, tf.constant((float) (1 - smoothing))),
            tf.constant((float) (smoothing / classes)));
  }

  static void requireSmoothing(double smoothing) {
    if (!(smoothing >= 0 && smoothing <= 1)) {
      throw new IllegalArgumentException("labelSmoothing must be from 0 to 1, but is " + smoothing);
    }
  }
}
