package io.longtape.layers.recurrent;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** What a GRU's update gate does. */
final class Interpolation {

  private Interpolation() {}

  /** {@code gate * kept + (1 - gate) * fresh}. */
  static Operand<TFloat32> of(
      Ops tf, Operand<TFloat32> gate, Operand<TFloat32> kept, Operand<TFloat32> fresh) {
    return tf.math.add(
        tf.math.mul(gate, kept), tf.math.mul(tf.math.sub(tf.constant(1f), gate), fresh));
  }
}
