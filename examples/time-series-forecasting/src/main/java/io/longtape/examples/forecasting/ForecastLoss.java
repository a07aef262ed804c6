package io.longtape.examples.forecasting;

import io.longtape.losses.PinballLoss;
import java.util.List;
import java.util.Locale;
import org.tensorflow.Operand;
import org.tensorflow.framework.losses.Huber;
import org.tensorflow.framework.losses.Loss;
import org.tensorflow.framework.losses.MeanAbsoluteError;
import org.tensorflow.framework.losses.MeanSquaredError;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TNumber;

/** What training makes small. */
public enum ForecastLoss {
  /** The pinball loss, which gives quantiles. */
  PINBALL,
  /** The mean absolute error, which gives a median. */
  MAE,
  /** The mean squared error, which gives a mean. */
  MSE,
  /** The Huber loss: squared near zero, absolute far out. */
  HUBER;

  Loss create(List<Double> quantiles) {
    return switch (this) {
      case PINBALL -> PinballLoss.of(quantiles.stream().mapToDouble(Double::doubleValue).toArray());
      case MAE -> point(new MeanAbsoluteError());
      case MSE -> point(new MeanSquaredError());
      case HUBER -> point(new Huber());
    };
  }

  /** Labels have no axis of quantiles; a point forecast has one of length 1. */
  private static Loss point(Loss loss) {
    return new Loss() {
      @Override
      public <T extends TNumber> Operand<T> call(
          Ops tf,
          Operand<? extends TNumber> labels,
          Operand<T> predictions,
          Operand<T> sampleWeights) {
        return loss.call(tf, tf.expandDims(labels, tf.constant(-1)), predictions, sampleWeights);
      }
    };
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
