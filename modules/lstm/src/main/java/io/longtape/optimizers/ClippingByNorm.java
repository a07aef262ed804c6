package io.longtape.optimizers;

import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** Each gradient by its own norm, as {@code tf.clip_by_norm}. */
record ClippingByNorm(double norm) implements Clipping {

  @Override
  public List<Operand<TFloat32>> apply(Ops tf, List<Operand<TFloat32>> gradients) {
    Operand<TFloat32> bound = tf.constant((float) norm);
    List<Operand<TFloat32>> clipped = new ArrayList<>();
    for (Operand<TFloat32> gradient : gradients) {
      if (gradient == null) {
        clipped.add(null);
        continue;
      }
      Operand<TFloat32> values = Rows.values(gradient);
      Operand<TFloat32> found = Rows.norm(tf, List.of(gradient));
      Operand<TFloat32> scaled =
          tf.math.div(tf.math.mul(values, bound), tf.math.maximum(found, bound));
      clipped.add(Rows.withValues(tf, gradient, scaled));
    }
    return clipped;
  }
}
