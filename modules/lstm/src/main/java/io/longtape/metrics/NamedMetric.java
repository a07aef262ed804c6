package io.longtape.metrics;

import java.util.Optional;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TNumber;

/** A metric under another name. */
record NamedMetric(Metric metric, String kerasName) implements Metric {

  @Override
  public int statistics() {
    return metric.statistics();
  }

  @Override
  public Operand<TFloat32> update(
      Ops tf,
      Operand<? extends TNumber> labels,
      Operand<TFloat32> predictions,
      Optional<Operand<TFloat32>> sampleWeights) {
    return metric.update(tf, labels, predictions, sampleWeights);
  }

  @Override
  public double result(double... sums) {
    return metric.result(sums);
  }

  @Override
  public Metric withName(String name) {
    return metric.withName(name);
  }
}
