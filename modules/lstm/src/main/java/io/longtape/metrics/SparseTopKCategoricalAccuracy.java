package io.longtape.metrics;

import io.longtape.config.KerasConfig;
import io.longtape.losses.ClassIds;
import java.util.Optional;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TNumber;

/**
 * How often the label's class is among the most probable, as {@code
 * keras.metrics.SparseTopKCategoricalAccuracy}.
 *
 * <p>Labels (class ids) {@code [...]} or {@code [..., 1]}, predictions {@code [..., classes]}.
 *
 * @param k how many of the most probable; Keras's default is 5
 */
public record SparseTopKCategoricalAccuracy(int k) implements MeanMetric {

  /**
   * Checks the argument.
   *
   * @param k at least 1
   * @throws IllegalArgumentException when it is below
   */
  public SparseTopKCategoricalAccuracy {
    Hits.requireTop(k);
  }

  /**
   * The metric.
   *
   * @param k how many of the most probable, at least 1
   * @return the metric
   * @throws IllegalArgumentException when {@code k} is below 1
   */
  public static SparseTopKCategoricalAccuracy of(int k) {
    return new SparseTopKCategoricalAccuracy(k);
  }

  @Override
  public Optional<KerasConfig> config() {
    return Configs.of(this).with("k", k).build();
  }

  @Override
  public String kerasName() {
    return "sparse_top_k_categorical_accuracy";
  }

  @Override
  public Operand<TFloat32> values(
      Ops tf, Operand<? extends TNumber> labels, Operand<TFloat32> predictions) {
    return Hits.amongTop(tf, k, ClassIds.sparse(tf, kerasName(), labels, predictions), predictions);
  }
}
