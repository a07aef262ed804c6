package io.longtape.evaluation.forecast;

import java.util.Objects;

/**
 * What is known of a series at a forecast origin: the values before it, and nothing else.
 *
 * <p>The view has no way to reach the value at the origin or any later one, so a rule that is given
 * a history cannot leak. The values are not copied: whoever changes the array changes the view.
 */
public final class History {
  private final double[] values;
  private final int origin;

  private History(double[] values, int origin) {
    this.values = values;
    this.origin = origin;
  }

  /**
   * Views the values before an origin, without a copy.
   *
   * @param values the whole series, oldest value first
   * @param origin index of the first value that is not yet known; 0 gives an empty history, {@code
   *     values.length} gives all values
   * @return the view of the values 0 to origin - 1
   * @throws IllegalArgumentException if the origin is outside 0 to {@code values.length}
   */
  public static History of(double[] values, int origin) {
    Objects.requireNonNull(values, "values");
    if (origin < 0 || origin > values.length) {
      throw new IllegalArgumentException(
          "origin %d is outside the series; with %d values it must be from 0 to %d"
              .formatted(origin, values.length, values.length));
    }
    return new History(values, origin);
  }

  /**
   * Number of known values, which is also the index of the forecast origin.
   *
   * @return the number of values, 0 or more
   */
  public int length() {
    return origin;
  }

  /**
   * A known value by its index in the series.
   *
   * @param index 0 (the oldest) to {@code length() - 1} (the newest)
   * @return the value
   * @throws IndexOutOfBoundsException if the index is not before the forecast origin
   */
  public double at(int index) {
    if (index < 0 || index >= origin) {
      throw new IndexOutOfBoundsException(
          "index %d is outside the history, which has the %d values before the forecast origin"
              .formatted(index, origin));
    }
    return values[index];
  }

  /**
   * A known value counted back from the forecast origin.
   *
   * @param stepsBack 1 (the newest) to {@code length()} (the oldest)
   * @return the value
   * @throws IndexOutOfBoundsException if there is no such value before the forecast origin
   */
  public double last(int stepsBack) {
    if (stepsBack < 1 || stepsBack > origin) {
      throw new IndexOutOfBoundsException(
          "%d steps back is outside the history, which has the %d values before the forecast origin"
              .formatted(stepsBack, origin));
    }
    return values[origin - stepsBack];
  }

  /** Refuses a forecast that the rule cannot make from this history. */
  void requireFor(ForecastRule rule, int horizon) {
    Values.requireAtLeast("horizon", horizon, 1);
    if (origin < rule.minimumHistory()) {
      throw new IllegalArgumentException(
          "rule '%s' needs at least %d values before the forecast origin; there are %d"
              .formatted(rule.id(), rule.minimumHistory(), origin));
    }
  }
}
