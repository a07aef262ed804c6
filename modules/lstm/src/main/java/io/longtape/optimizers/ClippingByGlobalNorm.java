package io.longtape.optimizers;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** All gradients by their joint norm, as {@code tf.clip_by_global_norm}. */
record ClippingByGlobalNorm(double norm) implements Clipping {

  @Override
  public List<Operand<TFloat32>> apply(Ops tf, List<Operand<TFloat32>> gradients) {
    List<Operand<TFloat32>> present = gradients.stream().filter(Objects::nonNull).toList();
    if (present.isEmpty()) {
      return gradients;
    }
    Operand<TFloat32> scale = scale(tf, Rows.norm(tf, present));
    List<Operand<TFloat32>> clipped = new ArrayList<>(gradients);
    clipped.replaceAll(gradient -> gradient == null ? null : tf.math.mul(gradient, scale));
    return clipped;
  }

  private Operand<TFloat32> scale(Ops tf, Operand<TFloat32> found) {
    Operand<TFloat32> bound = tf.constant((float) norm);
    Operand<TFloat32> finite =
        tf.math.mul(bound, tf.math.minimum(tf.math.reciprocal(found), tf.math.reciprocal(bound)));
    // Zero for a finite norm, and not a number for any other.
    Operand<TFloat32> check = tf.math.sub(found, found);
    return tf.math.add(finite, check);
  }
}
