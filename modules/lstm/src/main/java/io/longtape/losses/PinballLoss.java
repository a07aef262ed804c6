package io.longtape.losses;

import java.util.Arrays;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.framework.utils.CastHelper;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TNumber;

/**
 * The pinball or quantile loss (Koenker and Bassett 1978), {@code max(q * e, (q - 1) * e)} with
 * {@code e = label - prediction}; its mean over labels and quantiles is {@code
 * sklearn.metrics.mean_pinball_loss}. Keras has none.
 *
 * <p>Labels {@code [batch, ...]}, predictions {@code [batch, ..., quantiles]}; the losses are the
 * means over the quantiles, one for each label.
 *
 * @param quantiles the levels, each above 0 and below 1, in the order of the predictions' last axis
 */
public record PinballLoss(List<Double> quantiles) implements Loss {

  /**
   * Checks the argument.
   *
   * @param quantiles the levels
   * @throws IllegalArgumentException when there is none or one is out of range
   */
  public PinballLoss {
    quantiles = List.copyOf(quantiles);
    if (quantiles.isEmpty() || quantiles.stream().anyMatch(q -> !(q > 0 && q < 1))) {
      throw new IllegalArgumentException(
          "quantiles must be above 0 and below 1, but are " + quantiles);
    }
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
    return new PinballLoss(Arrays.stream(quantiles).boxed().toList());
  }

  @Override
  public String kerasName() {
    return "pinball";
  }

  @Override
  public Operand<TFloat32> call(
      Ops tf, Operand<? extends TNumber> labels, Operand<TFloat32> predictions) {
    check(kerasName(), labels.shape(), predictions.shape());
    float[] levels = new float[quantiles.size()];
    float[] below = new float[levels.length];
    for (int i = 0; i < levels.length; i++) {
      levels[i] = quantiles.get(i).floatValue();
      below[i] = (float) (quantiles.get(i) - 1);
    }
    Operand<TFloat32> numbers = CastHelper.cast(tf, labels, TFloat32.class);
    Operand<TFloat32> error = tf.math.sub(tf.expandDims(numbers, tf.constant(-1)), predictions);
    Operand<TFloat32> loss =
        tf.math.maximum(
            tf.math.mul(tf.constant(levels), error), tf.math.mul(tf.constant(below), error));
    return tf.math.mean(loss, tf.constant(-1));
  }

  @Override
  public Shape labelShape(Shape predictions) {
    return predictions.take(predictions.numDimensions() - 1);
  }

  @Override
  public void checkLabels(String output, Labels labels, Shape predictions) {
    check("output '" + output + "'", labels.shape(), predictions);
    LabelChecks.numbers(output, labels, predictions.take(predictions.numDimensions() - 1));
  }

  private void check(String who, Shape labels, Shape predictions) {
    LabelChecks.requireKnownRank(who, "predictions", predictions);
    if (predictions.numDimensions() < 2 || predictions.get(-1) != quantiles.size()) {
      throw new IllegalArgumentException(
          who
              + ": predictions need a last axis of "
              + quantiles.size()
              + " for the quantiles, but have shape "
              + LabelChecks.text(predictions));
    }
    LabelChecks.exactly(
        who, labels, predictions, predictions.take(predictions.numDimensions() - 1));
  }
}
