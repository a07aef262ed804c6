package io.longtape.metrics;

import io.longtape.config.KerasConfig;
import io.longtape.losses.Aligned;
import java.util.Optional;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TNumber;

/**
 * How often yes and no are right, as {@code keras.metrics.BinaryAccuracy}: a prediction above the
 * threshold is 1, any other 0, and right when the label is the same.
 *
 * <p>Labels and predictions {@code [..., values]}.
 *
 * @param threshold 0.5 by default; 0 for logits
 */
public record BinaryAccuracy(double threshold) implements MeanMetric {

  /**
   * The metric with a threshold of 0.5.
   *
   * @return the metric
   */
  public static BinaryAccuracy of() {
    return new BinaryAccuracy(0.5);
  }

  /**
   * The same with another threshold.
   *
   * @param other what predictions have to be above
   * @return the metric
   */
  public BinaryAccuracy withThreshold(double other) {
    return new BinaryAccuracy(other);
  }

  @Override
  public Optional<KerasConfig> config() {
    return Configs.of(this).with("threshold", threshold).build();
  }

  @Override
  public String kerasName() {
    return "binary_accuracy";
  }

  @Override
  public Operand<TFloat32> values(
      Ops tf, Operand<? extends TNumber> labels, Operand<TFloat32> predictions) {
    Aligned aligned = Aligned.of(tf, kerasName(), labels, predictions);
    Operand<TFloat32> yes =
        tf.dtypes.cast(
            tf.math.greater(aligned.predictions(), tf.constant((float) threshold)), TFloat32.class);
    return tf.dtypes.cast(tf.math.equal(aligned.labels(), yes), TFloat32.class);
  }
}
