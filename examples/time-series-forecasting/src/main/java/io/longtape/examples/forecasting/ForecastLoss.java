package io.longtape.examples.forecasting;

import io.longtape.losses.Huber;
import io.longtape.losses.Loss;
import io.longtape.losses.MeanAbsoluteError;
import io.longtape.losses.MeanSquaredError;
import io.longtape.losses.PinballLoss;
import java.util.List;
import java.util.Locale;

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
      case MAE -> MeanAbsoluteError.of();
      case MSE -> MeanSquaredError.of();
      case HUBER -> Huber.of();
    };
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
