package io.longtape.losses;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.family.TNumber;

/** Labels as class ids {@code [...]} beside predictions {@code [..., classes]}. */
public final class ClassIds {

  private ClassIds() {}

  /**
   * Ids from ids.
   *
   * @param tf where the ops go
   * @param who who asks, for the message
   * @param labels {@code [...]} or {@code [..., 1]}, of any numeric type
   * @param predictions {@code [..., classes]}
   * @return {@code [...]}
   * @throws IllegalArgumentException when the shapes, as far as they are known, do not fit
   */
  public static Operand<TInt64> sparse(
      Ops tf, String who, Operand<? extends TNumber> labels, Operand<TFloat32> predictions) {
    LabelChecks.requireClassIds(who, labels.shape(), predictions.shape());
    Operand<TInt64> ids = tf.dtypes.cast(labels, TInt64.class);
    return labels.shape().numDimensions() == predictions.shape().numDimensions()
        ? Aligned.withoutLast(tf, ids)
        : ids;
  }

  /**
   * Ids from one-hot labels: where the number is largest.
   *
   * @param tf where the ops go
   * @param who who asks, for the message
   * @param labels {@code [..., classes]}
   * @param predictions {@code [..., classes]}
   * @return {@code [...]}
   * @throws IllegalArgumentException when the shapes, as far as they are known, do not fit
   */
  public static Operand<TInt64> oneHot(
      Ops tf, String who, Operand<? extends TNumber> labels, Operand<TFloat32> predictions) {
    LabelChecks.oneHot(who, labels.shape(), predictions.shape());
    return tf.math.argMax(labels, tf.constant(-1));
  }
}
