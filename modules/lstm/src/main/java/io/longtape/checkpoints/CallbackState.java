package io.longtape.checkpoints;

import io.longtape.weights.WeightValues;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * What a callback has to remember when training goes on in another process.
 *
 * @param numbers its counters and best values, by names of its own; NaN and infinity are kept
 * @param weights the weights that it keeps, such as the best ones, by names of its own
 */
public record CallbackState(Map<String, Double> numbers, Map<String, WeightValues> weights) {

  /**
   * Copies the maps, in their order.
   *
   * @param numbers without nulls
   * @param weights without nulls
   */
  public CallbackState {
    numbers = Collections.unmodifiableMap(new LinkedHashMap<>(numbers));
    weights = Collections.unmodifiableMap(new LinkedHashMap<>(weights));
  }

  /**
   * A state of numbers alone.
   *
   * @param numbers by names of the callback's own
   * @return the state
   */
  public static CallbackState of(Map<String, Double> numbers) {
    return new CallbackState(numbers, Map.of());
  }

  /**
   * One of the numbers.
   *
   * @param name its name
   * @return the number; empty when it is not there
   */
  public OptionalDouble number(String name) {
    Double value = numbers.get(name);
    return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
  }
}
