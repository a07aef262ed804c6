package io.longtape.losses;

import org.tensorflow.Operand;
import org.tensorflow.framework.utils.CastHelper;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Squeeze;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TNumber;

/**
 * Labels and predictions of one shape, as Keras's {@code squeeze_or_expand_to_same_rank} makes
 * them: labels {@code [batch]} become {@code [batch, 1]} beside such predictions, and predictions
 * {@code [batch, time, 1]} become {@code [batch, time]} beside such labels. For losses and metrics
 * of one's own.
 *
 * @param labels as float32
 * @param predictions of the same shape
 */
public record Aligned(Operand<TFloat32> labels, Operand<TFloat32> predictions) {

  /**
   * Aligns the two. Unlike Keras it does not stretch labels over predictions: {@code [batch, 1]}
   * beside {@code [batch, 4]} is refused.
   *
   * @param tf where the ops go
   * @param who who asks, for the message
   * @param labels of any numeric type
   * @param predictions what the network gave
   * @return both in one shape
   * @throws IllegalArgumentException when the shapes, as far as they are known, do not fit
   */
  public static Aligned of(
      Ops tf, String who, Operand<? extends TNumber> labels, Operand<TFloat32> predictions) {
    Shape given = labels.shape();
    Shape wanted = predictions.shape();
    LabelChecks.sameShape(who, given, wanted);
    Operand<TFloat32> numbers = CastHelper.cast(tf, labels, TFloat32.class);
    int more = given.numDimensions() - wanted.numDimensions();
    if (more == 0) {
      return new Aligned(numbers, predictions);
    }
    if (more > 0) {
      return wanted.numDimensions() == 1
          ? new Aligned(numbers, tf.expandDims(predictions, tf.constant(-1)))
          : new Aligned(withoutLast(tf, numbers), predictions);
    }
    return given.numDimensions() == 1
        ? new Aligned(tf.expandDims(numbers, tf.constant(-1)), predictions)
        : new Aligned(numbers, withoutLast(tf, predictions));
  }

  static <T extends TNumber> Operand<T> withoutLast(Ops tf, Operand<T> values) {
    return tf.squeeze(values, Squeeze.axis(-1L));
  }
}
