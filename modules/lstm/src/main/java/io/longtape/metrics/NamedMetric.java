package io.longtape.metrics;

import io.longtape.config.KerasConfig;
import java.util.Optional;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TNumber;

/** A metric under another name. */
record NamedMetric(Metric metric, String kerasName) implements Metric {

  @Override
  public Optional<KerasConfig> config() {
    return metric.config().flatMap(this::named);
  }

  /** What Keras knows by a text alone has that text as its name. */
  private Optional<KerasConfig> named(KerasConfig config) {
    if (!config.module().isEmpty()) {
      return Optional.of(config.with("name", kerasName));
    }
    boolean alias = kerasName.equals("acc") || kerasName.equals("accuracy");
    return alias ? KerasConfig.of("", kerasName).build() : Optional.empty();
  }

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
