package io.longtape.metrics;

import io.longtape.config.KerasConfig;
import io.longtape.losses.ClassIds;
import java.util.Optional;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TNumber;

/**
 * How often the most probable class is the label, as {@code
 * keras.metrics.SparseCategoricalAccuracy}.
 *
 * <p>Labels (class ids) {@code [...]} or {@code [..., 1]}, predictions {@code [..., classes]}.
 */
public record SparseCategoricalAccuracy() implements MeanMetric {

  /**
   * The metric.
   *
   * @return the metric
   */
  public static SparseCategoricalAccuracy of() {
    return new SparseCategoricalAccuracy();
  }

  @Override
  public Optional<KerasConfig> config() {
    return Configs.of(this).build();
  }

  @Override
  public String kerasName() {
    return "sparse_categorical_accuracy";
  }

  @Override
  public Operand<TFloat32> values(
      Ops tf, Operand<? extends TNumber> labels, Operand<TFloat32> predictions) {
    return Hits.right(tf, ClassIds.sparse(tf, kerasName(), labels, predictions), predictions);
  }
}
