package io.longtape.examples.forecasting;

import io.longtape.data.series.Windows;
import io.longtape.datasets.Examples;
import io.longtape.datasets.Slot;
import java.util.List;

/** Windows of a series as examples to train on. */
record WindowExamples(Windows windows) implements Examples {

  private static final Slot PAST = Slot.input(ForecastNetwork.PAST);
  private static final Slot FUTURE = Slot.input(ForecastNetwork.FUTURE);
  private static final Slot TARGET = Slot.target(ForecastNetwork.FORECAST);

  @Override
  public int size() {
    return windows.count();
  }

  @Override
  public List<Slot> slots() {
    return windows.futureWidth() > 0 ? List.of(PAST, FUTURE, TARGET) : List.of(PAST, TARGET);
  }

  @Override
  public void write(int example, Slot slot, double[] destination, int offset) {
    if (slot.equals(PAST)) {
      windows.past(example, destination, offset);
    } else if (slot.equals(FUTURE)) {
      windows.future(example, destination, offset);
    } else {
      windows.target(example, destination, offset);
    }
  }
}
