package io.longtape.metrics;

import java.util.Optional;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TNumber;

/**
 * A metric that is the weighted mean of one value for each prediction, as Keras's {@code
 * MeanMetricWrapper}. Values of a sequence are averaged over it first, so that a long sequence
 * counts as much as a short one.
 */
public interface MeanMetric extends Metric {

  /**
   * The values, {@code [batch]} or {@code [batch, ...]}.
   *
   * @param tf where the ops go
   * @param labels the true values
   * @param predictions what the network gave
   * @return one for each prediction
   */
  Operand<TFloat32> values(
      Ops tf, Operand<? extends TNumber> labels, Operand<TFloat32> predictions);

  @Override
  default int statistics() {
    return WeightedMean.STATISTICS;
  }

  @Override
  default Operand<TFloat32> update(
      Ops tf,
      Operand<? extends TNumber> labels,
      Operand<TFloat32> predictions,
      Optional<Operand<TFloat32>> sampleWeights) {
    return WeightedMean.of(tf, values(tf, labels, predictions), sampleWeights);
  }

  @Override
  default double result(double... sums) {
    return WeightedMean.result(sums);
  }
}
