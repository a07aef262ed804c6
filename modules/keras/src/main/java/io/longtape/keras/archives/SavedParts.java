package io.longtape.keras.archives;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import io.longtape.models.OptimizerState;
import io.longtape.networks.LayeredNetwork;
import io.longtape.optimizers.Optimizer;
import io.longtape.weights.WeightValues;
import java.util.Optional;
import java.util.Set;

/**
 * What goes into a {@code .keras} file.
 *
 * @param config the network and the way it was compiled, in Keras's JSON
 * @param network what it computes
 * @param weights a value for each weight
 * @param frozen the layers that are not trained
 * @param training the optimizer and what it remembers, if the model was compiled
 */
public record SavedParts(
    JsonNode config,
    LayeredNetwork network,
    WeightValues weights,
    Set<String> frozen,
    Optional<Training> training) {

  /**
   * An optimizer before or in the middle of its work.
   *
   * @param optimizer what it does
   * @param state what it remembers, empty before its first step
   */
  public record Training(Optimizer optimizer, Optional<OptimizerState> state) {

    /**
     * Refuses missing parts.
     *
     * @param optimizer not null
     * @param state not null
     */
    public Training {
      requireNonNull(optimizer, "optimizer");
      requireNonNull(state, "state");
    }
  }

  /**
   * Copies the set.
   *
   * @param config the network and the way it was compiled, in Keras's JSON
   * @param network what it computes
   * @param weights a value for each weight
   * @param frozen the layers that are not trained
   * @param training the optimizer and what it remembers, if the model was compiled
   */
  public SavedParts {
    requireNonNull(config, "config");
    requireNonNull(network, "network");
    requireNonNull(weights, "weights");
    requireNonNull(training, "training");
    frozen = Set.copyOf(frozen);
  }
}
