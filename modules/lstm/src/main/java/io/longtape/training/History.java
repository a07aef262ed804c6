package io.longtape.training;

import java.util.List;
import java.util.OptionalDouble;

/**
 * How training went, as Keras's {@code History}.
 *
 * @param epochs every epoch that was trained, in order
 * @param bestEpoch the number of the epoch whose weights were kept: the one of the lowest
 *     validation loss, or the last one where there was no validation
 * @param seconds wall-clock time of training, validation included
 */
public record History(List<Epoch> epochs, int bestEpoch, double seconds) {

  /**
   * Copies the list.
   *
   * @param epochs copied
   * @param bestEpoch one of their numbers
   * @param seconds not negative
   */
  public History {
    epochs = List.copyOf(epochs);
  }

  /**
   * One epoch.
   *
   * @param number from 1
   * @param loss the mean training loss over its examples, taken while the weights changed
   * @param validationLoss the mean loss over the validation examples after it, if there are any
   * @param learningRate the rate of its last step
   */
  public record Epoch(
      int number, double loss, OptionalDouble validationLoss, double learningRate) {}
}
