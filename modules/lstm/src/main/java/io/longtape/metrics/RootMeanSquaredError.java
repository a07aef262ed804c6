package io.longtape.metrics;

import io.longtape.config.KerasConfig;
import io.longtape.losses.Aligned;
import java.util.Optional;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TNumber;

/**
 * The root of the mean squared error, as {@code keras.metrics.RootMeanSquaredError}.
 *
 * <p>Labels and predictions {@code [..., values]}.
 */
public record RootMeanSquaredError() implements MeanMetric {

  /**
   * The metric.
   *
   * @return the metric
   */
  public static RootMeanSquaredError of() {
    return new RootMeanSquaredError();
  }

  @Override
  public Optional<KerasConfig> config() {
    return Configs.of(this).build();
  }

  @Override
  public String kerasName() {
    return "root_mean_squared_error";
  }

  @Override
  public Operand<TFloat32> values(
      Ops tf, Operand<? extends TNumber> labels, Operand<TFloat32> predictions) {
    Aligned aligned = Aligned.of(tf, kerasName(), labels, predictions);
    return tf.math.squaredDifference(aligned.predictions(), aligned.labels());
  }

  @Override
  public double result(double... sums) {
    return Math.sqrt(WeightedMean.result(sums));
  }
}
