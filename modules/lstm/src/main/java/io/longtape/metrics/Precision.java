package io.longtape.metrics;

import io.longtape.config.KerasConfig;
import java.util.Optional;
import java.util.OptionalInt;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TNumber;

/**
 * The share of true positives among all that are predicted positive, as {@code
 * keras.metrics.Precision}: a prediction above the threshold is positive. All numbers of a
 * prediction count alike, unless it is asked for one class.
 *
 * <p>Labels (0 or 1) and predictions {@code [..., classes]}.
 *
 * @param threshold from 0 to 1, 0.5 by default
 * @param classId the one class that counts; empty, for all, by default
 */
public record Precision(double threshold, OptionalInt classId) implements Metric {

  /**
   * Checks the arguments.
   *
   * @param threshold from 0 to 1
   * @param classId the one class that counts
   * @throws IllegalArgumentException when the threshold is out of range
   */
  public Precision {
    YesNo.requireThreshold(threshold);
  }

  /**
   * The metric of all classes with a threshold of 0.5.
   *
   * @return the metric
   */
  public static Precision of() {
    return new Precision(0.5, OptionalInt.empty());
  }

  /**
   * The same with another threshold.
   *
   * @param other from 0 to 1
   * @return the metric
   * @throws IllegalArgumentException when it is out of range
   */
  public Precision withThreshold(double other) {
    return new Precision(other, classId);
  }

  /**
   * The same of one class.
   *
   * @param id the class's place on the last axis
   * @return the metric
   */
  public Precision withClassId(int id) {
    return new Precision(threshold, OptionalInt.of(id));
  }

  @Override
  public Optional<KerasConfig> config() {
    return Configs.of(this)
        .with("thresholds", threshold == 0.5 ? null : threshold)
        .with("top_k", null)
        .withOptional("class_id", classId)
        .build();
  }

  @Override
  public String kerasName() {
    return "precision";
  }

  @Override
  public int statistics() {
    return YesNo.COUNTS;
  }

  @Override
  public Operand<TFloat32> update(
      Ops tf,
      Operand<? extends TNumber> labels,
      Operand<TFloat32> predictions,
      Optional<Operand<TFloat32>> sampleWeights) {
    return YesNo.of(tf, kerasName(), labels, predictions, classId, sampleWeights)
        .counts(tf, threshold);
  }

  @Override
  public double result(double... sums) {
    return Quotient.of(sums[0], sums[0] + sums[1]);
  }
}
