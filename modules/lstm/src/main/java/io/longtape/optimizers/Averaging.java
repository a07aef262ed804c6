package io.longtape.optimizers;

import io.longtape.autodiff.ResourceVariable;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * The arguments of moving averages, and how TensorFlow's apply ops and Keras round the share of the
 * new value in them.
 *
 * <p>The ops take {@code 1 - decay} in float32 and Keras in float64; for a decay of 0.999 they are
 * 1.3e-5 apart, and so are the averages. Optimizers make up for it in the factors that averages are
 * used with, so that the variables follow Keras's.
 */
final class Averaging {

  private Averaging() {}

  /** How many times Keras's average TensorFlow's is. */
  static double excess(double decay) {
    return (1 - (float) decay) / (1 - decay);
  }

  /** The average after one number more, which has a share of it. */
  static Operand<TFloat32> moved(
      Ops tf, ResourceVariable<TFloat32> average, Operand<TFloat32> now, float share) {
    Operand<TFloat32> before = average.read(tf);
    return tf.math.add(before, tf.math.mul(tf.math.sub(now, before), tf.constant(share)));
  }

  static void requireDecay(String name, double decay) {
    if (!(decay >= 0 && (float) decay < 1)) {
      throw new IllegalArgumentException(
          name + " must be at least 0 and below 1 in float32, but is " + decay);
    }
  }

  static void requireEpsilon(double epsilon) {
    if (!(epsilon > 0 && epsilon < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("epsilon must be above 0, but is " + epsilon);
    }
  }
}
