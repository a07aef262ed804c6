package io.longtape.checkpoints;

import static java.util.Objects.requireNonNull;

import io.longtape.weights.WeightValues;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * All that training needs to go on, to the bit, as if it had never stopped: what a {@link
 * Checkpoint} holds.
 *
 * @param fingerprint names network, optimizer and batching; a training goes on only from a state
 *     with its own fingerprint
 * @param weights all weights, states of layers among them
 * @param slots the optimizer's slots, such as Adam's moments
 * @param iterations the steps taken since training first began, over all epochs
 * @param epoch the epoch to go on with, from 1
 * @param step the steps of this epoch that are done; 0 at its beginning
 * @param metricSums what the metrics have summed up in this epoch, by the metrics' names
 * @param seed the seed of shuffling and dropout
 * @param learningRate the rate of the next step, unless a schedule decides
 * @param history the logs of each epoch that is done, in order
 * @param callbacks the callbacks' states, by the callbacks' names
 */
public record TrainingState(
    String fingerprint,
    WeightValues weights,
    WeightValues slots,
    long iterations,
    int epoch,
    int step,
    Map<String, double[]> metricSums,
    long seed,
    double learningRate,
    List<Map<String, Double>> history,
    Map<String, CallbackState> callbacks) {

  /**
   * Copies lists and maps, in their order; arrays are not copied.
   *
   * @param fingerprint not null
   * @param weights not null
   * @param slots not null
   * @param iterations not negative
   * @param epoch at least 1
   * @param step not negative
   * @param metricSums without nulls
   * @param seed any number
   * @param learningRate any number
   * @param history without nulls
   * @param callbacks without nulls
   * @throws IllegalArgumentException when a count is too small
   */
  public TrainingState {
    requireNonNull(fingerprint, "fingerprint");
    requireNonNull(weights, "weights");
    requireNonNull(slots, "slots");
    if (iterations < 0 || epoch < 1 || step < 0) {
      throw new IllegalArgumentException(
          "a training state has at least 0 iterations, epoch 1 and step 0, not iterations %d, epoch %d and step %d"
              .formatted(iterations, epoch, step));
    }
    metricSums = copy(metricSums);
    history = history.stream().map(TrainingState::copy).toList();
    callbacks = copy(callbacks);
  }

  private static <V> Map<String, V> copy(Map<String, V> map) {
    return Collections.unmodifiableMap(new LinkedHashMap<>(map));
  }
}
