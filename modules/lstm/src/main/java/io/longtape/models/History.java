package io.longtape.models;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How training went, as Keras's {@code History}.
 *
 * @param epochs every epoch that was trained, in order
 * @param seconds wall-clock time of training, validation included
 * @param waitSeconds how much of it the steps waited for data
 */
public record History(List<Epoch> epochs, double seconds, double waitSeconds) {

  /**
   * Copies the list.
   *
   * @param epochs copied
   * @param seconds not negative
   * @param waitSeconds not negative
   */
  public History {
    epochs = List.copyOf(epochs);
  }

  /**
   * One epoch.
   *
   * @param number from 1
   * @param logs the mean loss as {@code "loss"}, the metrics, and both of the validation with
   *     {@code val_} before them, and the {@code learning_rate} of the last step; the loss of
   *     training is a mean over the epoch while the weights changed
   */
  public record Epoch(int number, Map<String, Double> logs) {

    /**
     * Copies the map.
     *
     * @param number from 1
     * @param logs copied, in order
     */
    public Epoch {
      logs = Collections.unmodifiableMap(new LinkedHashMap<>(logs));
    }

    /**
     * The training loss.
     *
     * @return the mean over the epoch's examples
     */
    public double loss() {
      return logs.get("loss");
    }

    /**
     * The learning rate.
     *
     * @return the rate of its last step
     */
    public double learningRate() {
      return logs.get("learning_rate");
    }

    /**
     * The loss on the validation data.
     *
     * @return the mean after the epoch, if there were any
     */
    public Optional<Double> validationLoss() {
      return Optional.ofNullable(logs.get("val_loss"));
    }
  }

  /**
   * One number over the epochs, as Keras's {@code history.history[name]}.
   *
   * @param name such as {@code val_accuracy}
   * @return the values of the epochs that have it, in order
   */
  public List<Double> values(String name) {
    return epochs.stream()
        .map(epoch -> epoch.logs().get(name))
        .filter(value -> value != null)
        .toList();
  }
}
