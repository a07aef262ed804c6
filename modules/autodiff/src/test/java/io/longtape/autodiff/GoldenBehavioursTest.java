package io.longtape.autodiff;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.EagerSession;
import org.tensorflow.Operand;

/** A tape behaves as Python's: what is null, what is refused, what is watched. */
class GoldenBehavioursTest {

  private static final Map<String, Function<EagerSession, List<?>>> OURS = new HashMap<>();

  static {
    OURS.putAll(TapeBehaviours.ALL);
    OURS.putAll(VariableBehaviours.ALL);
    OURS.putAll(HigherOrderBehaviours.ALL);
  }

  private static EagerSession session;

  @BeforeAll
  static void open() {
    session = EagerSession.create();
  }

  @AfterAll
  static void close() {
    session.close();
  }

  static Stream<String> names() {
    return GoldenGradients.behaviours().properties().stream().map(Map.Entry::getKey);
  }

  @Test
  void bothSidesHaveTheSameOnes() {
    Set<String> golden = new HashSet<>(names().toList());
    assertThat(OURS.keySet()).isEqualTo(golden).hasSize(46);
  }

  @ParameterizedTest
  @MethodSource("names")
  void behavesAsInPython(String name) {
    for (int round = 1; round <= 3; round++) { // compiled from the second on
      List<?> ours = OURS.get(name).apply(session);
      JsonNode golden = GoldenGradients.behaviours().get(name);
      assertThat(ours).hasSize(golden.size());
      for (int i = 0; i < ours.size(); i++) {
        check(name + ", result " + i, ours.get(i), golden.get(i));
      }
    }
  }

  private static void check(String what, Object ours, JsonNode golden) {
    if (golden.isNull()) {
      assertThat(ours).as(what).isNull();
    } else if (golden.isTextual()) {
      assertThat(ours).as(what).isEqualTo(golden.asText());
    } else {
      assertThat(ours).as(what).isInstanceOf(Operand.class);
      Operand<?> value = (Operand<?>) ours;
      GoldenGradients.assertClose(what, 1, value.asTensor(), GradientProgram.doubles(golden));
    }
  }
}
