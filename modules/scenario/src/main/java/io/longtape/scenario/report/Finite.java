package io.longtape.scenario.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * JSON knows neither NaN nor infinity: what is not finite becomes null, or is left out of a map.
 */
final class Finite {
  private Finite() {}

  static Double orNull(Double value) {
    return value != null && Double.isFinite(value) ? value : null;
  }

  static List<Double> list(double[] values) {
    return list(Arrays.stream(values).boxed().toList());
  }

  static List<Double> list(List<Double> values) {
    List<Double> finite = new ArrayList<>(values.size());
    values.forEach(value -> finite.add(orNull(value)));
    return Collections.unmodifiableList(finite);
  }

  static Map<String, Double> map(Map<String, Double> values) {
    Map<String, Double> finite = new LinkedHashMap<>();
    values.forEach(
        (key, value) -> {
          if (orNull(value) != null) {
            finite.put(key, value);
          }
        });
    return Collections.unmodifiableMap(finite);
  }
}
