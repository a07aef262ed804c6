package io.longtape.optimizers;

import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** Clipping of gradients by their global norm (Pascanu et al. 2013). */
public final class GlobalNorm {

  private GlobalNorm() {}

  /**
   * Scales all gradients down together when their joint Euclidean norm is above a bound, as {@code
   * tf.clip_by_global_norm} and Keras's {@code global_clipnorm}.
   *
   * @param tf where the ops go
   * @param gradients the gradients
   * @param bound the largest norm to let pass, above 0
   * @return the gradients times {@code bound / max(norm, bound)}, in the same order
   * @throws IllegalArgumentException when the bound is not above 0
   */
  public static List<Operand<TFloat32>> clip(
      Ops tf, List<Operand<TFloat32>> gradients, double bound) {
    if (!(bound > 0)) {
      throw new IllegalArgumentException("the norm to clip at must be above 0, but is " + bound);
    }
    List<Operand<TFloat32>> squares = new ArrayList<>();
    for (Operand<TFloat32> gradient : gradients) {
      // L2Loss is half the sum of squares, in one op.
      squares.add(tf.nn.l2Loss(gradient));
    }
    Operand<TFloat32> norm = tf.math.sqrt(tf.math.mul(tf.constant(2f), tf.math.addN(squares)));
    Operand<TFloat32> limit = tf.constant((float) bound);
    Operand<TFloat32> factor = tf.math.div(limit, tf.math.maximum(norm, limit));
    List<Operand<TFloat32>> clipped = new ArrayList<>();
    for (Operand<TFloat32> gradient : gradients) {
      clipped.add(tf.math.mul(gradient, factor));
    }
    return clipped;
  }
}
