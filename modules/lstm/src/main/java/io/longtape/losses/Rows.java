package io.longtape.losses;

import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/** TensorFlow's softmax losses take {@code [rows, classes]} alone; sequences are laid out so. */
final class Rows {

  private Rows() {}

  /** {@code [..., classes]} as {@code [rows, classes]}. */
  static Operand<TFloat32> of(Ops tf, Operand<TFloat32> values) {
    Shape shape = values.shape();
    return shape.numDimensions() == 2
        ? values
        : tf.reshape(values, tf.constant(new int[] {-1, Math.toIntExact(shape.get(-1))}));
  }

  /** {@code [rows]} as the shape of the values without their last axis. */
  static Operand<TFloat32> restore(Ops tf, Operand<TFloat32> losses, Operand<TFloat32> values) {
    int rank = values.shape().numDimensions();
    if (rank == 2) {
      return losses;
    }
    Operand<TInt32> shape =
        tf.slice(tf.shape(values), tf.constant(new int[] {0}), tf.constant(new int[] {rank - 1}));
    return tf.reshape(losses, shape);
  }
}
