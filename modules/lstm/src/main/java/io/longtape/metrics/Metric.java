package io.longtape.metrics;

import io.longtape.config.KerasConfig;
import java.util.Optional;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TNumber;

/**
 * A number that says how good predictions are, as {@code keras.metrics.Metric}, computed batch by
 * batch. It has no state: see {@link MetricAccumulator}.
 */
public interface Metric {

  /**
   * Keras's name of the metric, such as {@code binary_accuracy}, under which a history has it.
   *
   * @return the name
   */
  String kerasName();

  /**
   * How many statistics a batch has.
   *
   * @return the length of what {@link #update} gives
   */
  int statistics();

  /**
   * Adds the statistics of a batch, as Keras's {@code update_state}.
   *
   * @param tf where the ops go, eager or a graph
   * @param labels the true values
   * @param predictions what the network gave, {@code [batch, ...]}, of known rank
   * @param sampleWeights {@code [batch]} or {@code [batch, time]}; a mask is folded in by {@link
   *     io.longtape.losses.SampleWeights#masked}
   * @return {@code [statistics]}, to be summed over the batches
   * @throws IllegalArgumentException when the shapes, as far as they are known, do not fit
   */
  Operand<TFloat32> update(
      Ops tf,
      Operand<? extends TNumber> labels,
      Operand<TFloat32> predictions,
      Optional<Operand<TFloat32>> sampleWeights);

  /**
   * The metric's number.
   *
   * @param sums the statistics of all batches, summed
   * @return the number; 0 where it would be a division by 0, as in Keras
   */
  double result(double... sums);

  /**
   * How Keras writes this metric.
   *
   * @return its class and arguments there, or empty when Keras has no equal
   */
  default Optional<KerasConfig> config() {
    return Optional.empty();
  }

  /**
   * The same metric under another name, as Keras's argument {@code name}.
   *
   * @param name such as {@code precision_of_spam}
   * @return the metric
   */
  default Metric withName(String name) {
    return new NamedMetric(this, name);
  }
}
