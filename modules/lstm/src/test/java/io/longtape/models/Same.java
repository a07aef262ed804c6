package io.longtape.models;

import static org.assertj.core.api.Assertions.assertThat;

import io.longtape.Golden;
import io.longtape.weights.WeightValues;
import java.util.LinkedHashMap;
import java.util.Map;

/** Compares weights. */
final class Same {

  private Same() {}

  /** All bits of all numbers. */
  static void bits(WeightValues found, WeightValues expected) {
    assertThat(bits(found)).isEqualTo(bits(expected));
  }

  /** Within a tolerance times the greatest number of each weight, or 1. */
  static void within(double tolerance, WeightValues found, WeightValues expected) {
    assertThat(found.names()).containsExactlyElementsOf(expected.names());
    for (String name : expected.names()) {
      Golden.assertClose(name, found.get(name), expected.get(name), tolerance);
    }
  }

  private static Map<String, String> bits(WeightValues values) {
    Map<String, String> bits = new LinkedHashMap<>();
    for (String name : values.names()) {
      StringBuilder text = new StringBuilder();
      for (float number : values.get(name).data()) {
        text.append(Integer.toHexString(Float.floatToRawIntBits(number))).append(' ');
      }
      bits.put(name, text.toString());
    }
    return bits;
  }
}
