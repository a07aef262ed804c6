package io.longtape.optimizers;

import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** Each element between two bounds. */
record ClippingByValue(double value) implements Clipping {

  @Override
  public List<Operand<TFloat32>> apply(Ops tf, List<Operand<TFloat32>> gradients) {
    Operand<TFloat32> least = tf.constant((float) -value);
    Operand<TFloat32> most = tf.constant((float) value);
    List<Operand<TFloat32>> clipped = new ArrayList<>();
    for (Operand<TFloat32> gradient : gradients) {
      if (gradient == null) {
        clipped.add(null);
        continue;
      }
      clipped.add(
          Rows.withValues(tf, gradient, tf.clipByValue(Rows.values(gradient), least, most)));
    }
    return clipped;
  }
}
