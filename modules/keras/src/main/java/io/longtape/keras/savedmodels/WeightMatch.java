package io.longtape.keras.savedmodels;

import io.longtape.networks.Network;
import io.longtape.networks.Trace;
import io.longtape.weights.WeightSpec;
import io.longtape.weights.WeightValues;
import io.longtape.weights.WeightValues.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Finds the values of a network's weights among those that Keras wrote. Keras puts the names of the
 * models that hold a layer before the layer's own, as in {@code sequential/lstm/lstm_cell/kernel}.
 */
final class WeightMatch {

  private final WeightValues saved;

  /** What stands before all paths, where there is one such. */
  private final List<String> prefixes;

  private WeightMatch(WeightValues saved, List<WeightSpec> weights) {
    this.saved = saved;
    prefixes =
        weights.isEmpty()
            ? List.of()
            : named(weights.get(0).path())
                .map(name -> name.substring(0, name.length() - weights.get(0).path().length()))
                .filter(
                    prefix ->
                        weights.stream()
                            .allMatch(weight -> saved.names().contains(prefix + weight.path())))
                .toList();
  }

  /**
   * A value for each trained weight of a network.
   *
   * @throws IllegalArgumentException when a weight has none, several, or one of another shape
   */
  static WeightValues of(WeightValues saved, Network network) {
    List<WeightSpec> weights =
        Trace.of(network).weights().stream().filter(WeightSpec::trainable).toList();
    WeightMatch match = new WeightMatch(saved, weights);
    Map<String, Value> values = new LinkedHashMap<>();
    for (WeightSpec weight : weights) {
      Value value = saved.get(match.name(weight.path()));
      value.requireShape(weight.path(), weight.shape());
      values.put(weight.path(), value);
    }
    return new WeightValues(values);
  }

  private String name(String path) {
    if (prefixes.size() == 1) {
      return prefixes.get(0) + path;
    }
    List<String> found = named(path).toList();
    if (found.size() != 1) {
      throw new IllegalArgumentException(
          "the weight '%s' has %s in the saved model; it has: %s"
              .formatted(
                  path,
                  found.isEmpty() ? "no equal" : "several equals, " + String.join(", ", found),
                  saved.names().stream().sorted().collect(Collectors.joining(", "))));
    }
    return found.get(0);
  }

  private Stream<String> named(String path) {
    return saved.names().stream()
        .filter(name -> name.equals(path) || name.endsWith("/" + path))
        .sorted();
  }
}
