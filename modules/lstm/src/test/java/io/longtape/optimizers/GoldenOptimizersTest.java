package io.longtape.optimizers;

import static org.assertj.core.api.Assertions.assertThat;

import io.longtape.optimizers.OptimizerCase.Expected;
import io.longtape.optimizers.OptimizerCase.Weight;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Ten steps of each optimizer, eagerly and in a graph, against Keras's own. */
class GoldenOptimizersTest {

  private static final double TOLERANCE = 1e-6;

  static List<OptimizerCase> cases() {
    return OptimizerCase.all();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void eagerStepsAreKerass(OptimizerCase given) {
    assertIsExpected(given, EagerRun.of(given));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void stepsOfAGraphAreKerass(OptimizerCase given) {
    assertIsExpected(given, GraphRun.of(given));
  }

  @Test
  void thereAreManyCases() {
    assertThat(cases()).hasSizeGreaterThan(60);
    assertThat(cases()).allSatisfy(given -> assertThat(given.expected()).hasSize(10));
  }

  private static void assertIsExpected(OptimizerCase given, List<Expected> found) {
    assertThat(found).hasSameSizeAs(given.expected());
    for (int step = 0; step < found.size(); step++) {
      Expected expected = given.expected().get(step);
      assertClose(step, found.get(step).variables(), expected.variables());
      assertFrozenAreAsBefore(given, found.get(step));
      assertThat(found.get(step).slots())
          .containsKeys(expected.slots().keySet().toArray(String[]::new));
      assertClose(step, found.get(step).slots(), expected.slots());
      assertThat(otherSlots(found.get(step), expected))
          .allMatch(slot -> slot.startsWith("rm_sprop/") && slot.endsWith("_momentum"));
    }
  }

  /** TensorFlow's op for RMSprop keeps the last step, which Keras does only with momentum. */
  private static Set<String> otherSlots(Expected found, Expected expected) {
    Set<String> others = new HashSet<>(found.slots().keySet());
    others.removeAll(expected.slots().keySet());
    return others;
  }

  private static void assertFrozenAreAsBefore(OptimizerCase given, Expected found) {
    for (Weight weight : given.weights()) {
      if (weight.frozen()) {
        assertThat(found.variables().get(weight.name())).isEqualTo(weight.initial().data());
      }
    }
  }

  private static void assertClose(
      int step, Map<String, float[]> found, Map<String, float[]> expected) {
    expected.forEach(
        (name, values) -> {
          double largest = 1;
          double difference = 0;
          assertThat(found.get(name)).as(name).hasSameSizeAs(values);
          for (int i = 0; i < values.length; i++) {
            largest = Math.max(largest, Math.abs(values[i]));
            difference = Math.max(difference, Math.abs(values[i] - found.get(name)[i]));
          }
          assertThat(difference)
              .as("%s after step %s", name, step + 1)
              .isLessThanOrEqualTo(TOLERANCE * largest);
        });
  }
}
