package io.longtape.metrics;

import io.longtape.config.KerasConfig;
import io.longtape.losses.Loss;
import io.longtape.losses.SampleWeights;
import java.util.Optional;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TNumber;

/**
 * A loss as a metric: {@code keras.metrics.MeanSquaredError}, {@code MeanAbsoluteError}, {@code
 * MeanAbsolutePercentageError}, {@code BinaryCrossentropy} and all the others that Keras has of
 * this kind. Unlike a loss's reduction it divides by the sum of the weights.
 *
 * @param loss what to average
 */
public record LossMetric(Loss loss) implements Metric {

  /**
   * The metric.
   *
   * @param loss what to average
   * @return the metric, with the loss's name
   */
  public static LossMetric of(Loss loss) {
    return new LossMetric(loss);
  }

  @Override
  public Optional<KerasConfig> config() {
    return loss.config().flatMap(this::config);
  }

  private Optional<KerasConfig> config(KerasConfig ofLoss) {
    String className = ofLoss.className();
    KerasConfig.Builder config =
        Configs.of(this, className.equals("LogCosh") ? "LogCoshError" : className);
    return switch (className) {
      case "MeanSquaredError", "MeanAbsoluteError", "MeanAbsolutePercentageError", "LogCosh" ->
          config.build();
      case "BinaryCrossentropy" -> with(config, ofLoss, "from_logits", "label_smoothing").build();
      case "CategoricalCrossentropy" ->
          with(config, ofLoss, "from_logits", "label_smoothing").with("axis", -1).build();
      case "SparseCategoricalCrossentropy" ->
          with(config, ofLoss, "from_logits", "ignore_class").with("axis", -1).build();
      default -> Optional.empty();
    };
  }

  private static KerasConfig.Builder with(
      KerasConfig.Builder config, KerasConfig from, String... arguments) {
    for (String argument : arguments) {
      config.with(argument, from.arguments().get(argument));
    }
    return config;
  }

  @Override
  public String kerasName() {
    return loss.kerasName();
  }

  @Override
  public int statistics() {
    return WeightedMean.STATISTICS;
  }

  @Override
  public Operand<TFloat32> update(
      Ops tf,
      Operand<? extends TNumber> labels,
      Operand<TFloat32> predictions,
      Optional<Operand<TFloat32>> sampleWeights) {
    return WeightedMean.of(
        tf,
        loss.call(tf, labels, predictions),
        SampleWeights.masked(tf, sampleWeights, loss.mask(tf, labels, predictions)));
  }

  @Override
  public double result(double... sums) {
    return WeightedMean.result(sums);
  }
}
