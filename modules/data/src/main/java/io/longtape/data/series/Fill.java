package io.longtape.data.series;

import io.longtape.data.DataException;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * What to do with missing values: cells that are empty, NaN or infinite, and rows that are absent.
 *
 * <p>Every choice is causal: it takes values from before the one it fills. Interpolation between
 * the neighbours is left out on purpose, because it takes the value after the gap: a gap that ends
 * at a forecast origin would then be filled from what is to be forecast.
 */
public enum Fill {
  /** Refuse the series, and say where the value is missing. */
  NONE,
  /** The last value before. */
  FORWARD,
  /** The value one season before, see {@link Frequency#defaultSeason}. */
  SEASONAL,
  /** Zero, for counts of what did not happen. */
  ZERO;

  /**
   * Finds a choice by name.
   *
   * @param text the name, in any case
   * @return the choice
   * @throws DataException if there is none of that name; the message lists them
   */
  public static Fill parse(String text) {
    return Arrays.stream(values())
        .filter(fill -> fill.name().equalsIgnoreCase(text.strip()))
        .findFirst()
        .orElseThrow(
            () ->
                new DataException(
                    "fill '%s' is not known; choose one of: %s"
                        .formatted(
                            text,
                            Arrays.stream(values())
                                .map(Fill::toString)
                                .collect(Collectors.joining(", ")))));
  }

  /**
   * The name as a user writes it.
   *
   * @return the name in lower case
   */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
