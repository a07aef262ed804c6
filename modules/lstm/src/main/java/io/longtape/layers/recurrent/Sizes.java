package io.longtape.layers.recurrent;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.index.Indices;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/** Sizes that may be known only when the ops run. */
final class Sizes {

  private Sizes() {}

  /** The size of an axis, a scalar. */
  static Operand<TInt32> of(Ops tf, Operand<?> tensor, int axis) {
    return tf.stridedSlice(tf.shape(tensor), Indices.at(axis));
  }

  /** A matrix of one value, {@code [rows of like, columns]}. */
  static Operand<TFloat32> filled(
      Ops tf, Operand<TInt32> rows, long columns, Operand<TFloat32> value) {
    return tf.fill(tf.stack(List.of(rows, tf.constant(Math.toIntExact(columns)))), value);
  }
}
