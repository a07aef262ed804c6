package io.longtape.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Both ways of running give the same numbers, and each gives the same bits again. */
class EagerAndGraphIT {

  private static final double TOLERANCE = 1e-6;

  static List<TrainingCase> cases() {
    return TrainingCases.all();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void agree(TrainingCase training) {
    TrainingCase.Results graph = training.run(false);
    TrainingCase.Results eager = training.run(true);
    Same.within(TOLERANCE, eager.weights(), graph.weights());
    Same.within(TOLERANCE, eager.predicted(), graph.predicted());
    assertClose(eager.evaluated(), graph.evaluated());
    for (int i = 0; i < 2; i++) {
      assertClose(eager.history().epochs().get(i).logs(), graph.history().epochs().get(i).logs());
    }
    sameBits(training.run(false), graph);
    sameBits(training.run(true), eager);
  }

  private static void sameBits(TrainingCase.Results again, TrainingCase.Results first) {
    Same.bits(again.weights(), first.weights());
    Same.bits(again.predicted(), first.predicted());
    assertThat(again.evaluated()).isEqualTo(first.evaluated());
    assertThat(again.history().epochs()).isEqualTo(first.history().epochs());
  }

  private static void assertClose(Map<String, Double> found, Map<String, Double> expected) {
    assertThat(found.keySet()).containsExactlyElementsOf(expected.keySet());
    expected.forEach(
        (name, value) ->
            assertThat(found.get(name))
                .as(name)
                .isCloseTo(value, within(TOLERANCE * Math.max(1, Math.abs(value)))));
  }
}
