package io.longtape.losses;

import java.util.Arrays;
import org.tensorflow.Operand;
import org.tensorflow.framework.losses.Loss;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TNumber;

/**
 * The pinball or quantile loss (Koenker and Bassett 1978), {@code max(q * e, (q - 1) * e)} with
 * {@code e = label - prediction}, as {@code sklearn.metrics.mean_pinball_loss}: its mean over all
 * elements and quantiles.
 *
 * <p>Labels {@code [batch, ...]}, predictions {@code [batch, ..., quantiles]}.
 */
public final class PinballLoss implements Loss {

  private final double[] quantiles;

  private PinballLoss(double[] quantiles) {
    this.quantiles = quantiles;
  }

  /**
   * The loss for these quantiles.
   *
   * @param quantiles the levels, each above 0 and below 1, in the order of the predictions' last
   *     axis
   * @return the loss
   * @throws IllegalArgumentException when there is none or one is out of range
   */
  public static PinballLoss of(double... quantiles) {
    if (quantiles.length == 0 || Arrays.stream(quantiles).anyMatch(q -> !(q > 0 && q < 1))) {
      throw new IllegalArgumentException(
          "quantiles must be above 0 and below 1, but are " + Arrays.toString(quantiles));
    }
    return new PinballLoss(quantiles.clone());
  }

  /**
   * Adds the loss to an environment.
   *
   * @param tf where the ops go
   * @param labels the true values, {@code [batch, ...]}
   * @param predictions the predicted quantiles, {@code [batch, ..., quantiles]}
   * @param sampleWeights a weight for each label that broadcasts to its shape, or null for none; as
   *     in Keras the weighted losses are summed and divided by the number of elements
   * @param <T> the type of number
   * @return the scalar mean
   * @throws IllegalArgumentException when the predictions' last axis is not as long as the
   *     quantiles
   */
  @Override
  public <T extends TNumber> Operand<T> call(
      Ops tf, Operand<? extends TNumber> labels, Operand<T> predictions, Operand<T> sampleWeights) {
    Shape shape = predictions.shape();
    if (shape.numDimensions() < 1 || shape.get(-1) != quantiles.length) {
      throw new IllegalArgumentException(
          "predictions need a last axis of "
              + quantiles.length
              + " for the quantiles, but have shape "
              + shape);
    }
    Class<T> type = predictions.asOutput().type();
    Operand<T> q = tf.dtypes.cast(tf.constant(quantiles), type);
    Operand<T> one = tf.dtypes.cast(tf.constant(1.0), type);
    Operand<T> error =
        tf.math.sub(tf.expandDims(tf.dtypes.cast(labels, type), tf.constant(-1)), predictions);
    Operand<T> loss =
        tf.math.maximum(tf.math.mul(q, error), tf.math.mul(tf.math.sub(q, one), error));
    Operand<T> weighted =
        sampleWeights == null
            ? loss
            : tf.math.mul(loss, tf.expandDims(sampleWeights, tf.constant(-1)));
    return tf.math.mean(weighted, tf.range(tf.constant(0), tf.rank(weighted), tf.constant(1)));
  }
}
