package io.longtape.training;

import io.longtape.layers.WeightValues;
import java.util.function.Supplier;

/** Keeps the weights of the epoch with the lowest loss. */
final class BestWeights {

  int epoch;
  WeightValues weights;
  private double loss = Double.POSITIVE_INFINITY;

  void offer(int newEpoch, double newLoss, Supplier<WeightValues> newWeights) {
    if (newLoss < loss) {
      loss = newLoss;
      epoch = newEpoch;
      weights = newWeights.get();
    }
  }
}
