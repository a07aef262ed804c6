package io.longtape.scenario.report;

import java.util.Collection;
import java.util.Locale;
import java.util.Objects;

/**
 * Formats the numbers of one column alike, with about four significant digits.
 *
 * @param places digits after the point
 */
record Decimals(int places) {
  private static final int SIGNIFICANT = 4;
  private static final int MOST_PLACES = 6;

  /** As many places as the largest of the values needs. */
  static Decimals of(Collection<Double> values) {
    double largest =
        values.stream().filter(Objects::nonNull).mapToDouble(Math::abs).max().orElse(0);
    if (values.stream().allMatch(value -> value == null || value == Math.rint(value))) {
      return new Decimals(0);
    }
    int magnitude = (int) Math.floor(Math.log10(largest)) + 1;
    return new Decimals(
        Math.max(
            0, Math.min(MOST_PLACES, SIGNIFICANT - (magnitude > 0 ? magnitude : magnitude + 1))));
  }

  /** With commas between thousands; empty for null. */
  String format(Double value) {
    return value == null ? "" : String.format(Locale.ROOT, "%,." + places + "f", value);
  }

  /** A share of 1 as percent with one place. */
  static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f %%", 100 * share);
  }
}
