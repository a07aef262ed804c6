package io.longtape.examples.forecasting;

import io.longtape.data.series.Windows;
import io.longtape.training.Examples;

/** Windows of a series as examples to train on. */
record WindowExamples(Windows windows) implements Examples {

  @Override
  public int size() {
    return windows.count();
  }

  @Override
  public void write(int example, String tensor, double[] destination, int offset) {
    switch (tensor) {
      case ForecastNetwork.PAST -> windows.past(example, destination, offset);
      case ForecastNetwork.FUTURE -> windows.future(example, destination, offset);
      case Examples.TARGET -> windows.target(example, destination, offset);
      default -> throw new IllegalArgumentException("windows have no tensor '" + tensor + "'");
    }
  }
}
