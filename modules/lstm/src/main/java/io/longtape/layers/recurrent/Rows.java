package io.longtape.layers.recurrent;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TType;

/**
 * The matrices that a loop reads and leaves, one a step, in one tensor of its own that it writes in
 * place. TensorFlow's lists of tensors have a type that TensorFlow Java cannot pass to a function,
 * and its scattered update copies the whole tensor at each step of a loop.
 */
final class Rows {

  private Rows() {}

  /** Room for {@code size} matrices of the shape of another one; each has to be set. */
  static Operand<TFloat32> empty(Ops tf, Operand<TInt32> size, Operand<TFloat32> like) {
    Operand<TInt32> sizes =
        tf.concat(
            List.of(tf.reshape(size, tf.constant(new int[] {1})), tf.shape(like)), tf.constant(0));
    return tf.empty(sizes, TFloat32.class);
  }

  static <T extends TType> Operand<T> get(Ops tf, Operand<T> rows, Operand<TInt32> index) {
    return tf.gather(rows, index, tf.constant(0));
  }

  /** Writes a matrix; the rows as they were must not be used any more. */
  static Operand<TFloat32> set(
      Ops tf, Operand<TFloat32> rows, Operand<TInt32> index, Operand<TFloat32> matrix) {
    return tf.inplaceUpdate(
        rows, tf.reshape(index, tf.constant(new int[] {1})), tf.expandDims(matrix, tf.constant(0)));
  }
}
