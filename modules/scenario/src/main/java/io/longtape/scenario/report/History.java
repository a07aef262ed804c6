package io.longtape.scenario.report;

import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;

/**
 * A learning curve.
 *
 * @param epochs what each epoch ended with, in order
 */
public record History(List<Epoch> epochs) {
  /**
   * Keeps a copy of the list.
   *
   * @param epochs what each epoch ended with, in order
   */
  public History {
    epochs = List.copyOf(epochs);
  }

  /**
   * The epoch with the lowest validation loss, or the lowest training loss where no epoch was
   * validated; the first of equals.
   *
   * @return position in {@link #epochs()}; empty when no epoch has a loss
   */
  public OptionalInt best() {
    boolean validated = epochs.stream().map(Epoch::valLoss).anyMatch(Objects::nonNull);
    int best = -1;
    double lowest = Double.POSITIVE_INFINITY;
    for (int i = 0; i < epochs.size(); i++) {
      Double loss = validated ? epochs.get(i).valLoss() : epochs.get(i).loss();
      if (loss != null && loss < lowest) {
        lowest = loss;
        best = i;
      }
    }
    return best < 0 ? OptionalInt.empty() : OptionalInt.of(best);
  }

  /**
   * One epoch of training. A loss that is not finite is kept as null.
   *
   * @param epoch number of the epoch, the first is 1
   * @param loss mean training loss
   * @param valLoss loss of the validation part after the epoch; null when there is none
   * @param learningRate learning rate of the epoch; null when not recorded
   */
  public record Epoch(int epoch, Double loss, Double valLoss, Double learningRate) {
    /**
     * Turns what is not finite into null.
     *
     * @param epoch number of the epoch
     * @param loss mean training loss
     * @param valLoss loss of the validation part after the epoch
     * @param learningRate learning rate of the epoch
     */
    public Epoch {
      loss = Finite.orNull(loss);
      valLoss = Finite.orNull(valLoss);
      learningRate = Finite.orNull(learningRate);
    }
  }
}
