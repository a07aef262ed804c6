package io.longtape.metrics;

import io.longtape.config.KerasConfig;
import java.util.Optional;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TNumber;

/**
 * The accuracy that Keras's {@code compile(metrics=["accuracy"])} chooses: {@link BinaryAccuracy}
 * for predictions whose last axis is 1, {@link SparseCategoricalAccuracy} for class ids, {@link
 * CategoricalAccuracy} for one-hot labels.
 */
public record Accuracy() implements MeanMetric {

  /**
   * The metric.
   *
   * @return the metric
   */
  public static Accuracy of() {
    return new Accuracy();
  }

  @Override
  public Optional<KerasConfig> config() {
    return KerasConfig.of("", "accuracy").build();
  }

  @Override
  public String kerasName() {
    return "accuracy";
  }

  @Override
  public Operand<TFloat32> values(
      Ops tf, Operand<? extends TNumber> labels, Operand<TFloat32> predictions) {
    return chosen(labels.shape(), predictions.shape()).values(tf, labels, predictions);
  }

  private static MeanMetric chosen(Shape labels, Shape predictions) {
    if (labels.numDimensions() < 1 || predictions.numDimensions() < 1) {
      throw new IllegalArgumentException(
          "accuracy needs the number of axes of labels and predictions, but their shapes are "
              + labels
              + " and "
              + predictions);
    }
    if (predictions.get(-1) == 1) {
      return BinaryAccuracy.of();
    }
    boolean ids =
        labels.numDimensions() < predictions.numDimensions()
            || (labels.get(-1) == 1 && predictions.get(-1) > 1);
    return ids ? SparseCategoricalAccuracy.of() : CategoricalAccuracy.of();
  }
}
