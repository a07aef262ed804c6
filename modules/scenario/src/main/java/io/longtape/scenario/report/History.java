package io.longtape.scenario.report;

import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;

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
   * The epoch whose weights were kept: the one with the lowest validation loss, the first of
   * equals; or the last epoch where none was validated.
   *
   * @return position in {@link #epochs()}; empty when there is no epoch
   */
  public OptionalInt best() {
    if (epochs.isEmpty()) {
      return OptionalInt.empty();
    }
    return IntStream.range(0, epochs.size())
        .filter(i -> epochs.get(i).valLoss() != null)
        .boxed()
        .min(Comparator.comparing(i -> epochs.get(i).valLoss()))
        .map(OptionalInt::of)
        .orElse(OptionalInt.of(epochs.size() - 1));
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
