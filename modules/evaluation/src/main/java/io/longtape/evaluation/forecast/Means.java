package io.longtape.evaluation.forecast;

import java.util.List;
import java.util.function.ToDoubleFunction;

/** The unweighted mean of one score over several targets. */
final class Means {
  private Means() {}

  static <T> double of(List<T> targets, ToDoubleFunction<T> score) {
    return targets.stream()
        .mapToDouble(score)
        .average()
        .orElseThrow(
            () -> new IllegalArgumentException("there are no scores; at least one is needed"));
  }
}
