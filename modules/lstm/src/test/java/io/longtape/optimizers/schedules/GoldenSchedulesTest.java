package io.longtape.optimizers.schedules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Rates of many steps against Keras's, which are computed in float32. */
class GoldenSchedulesTest {

  static List<JsonNode> cases() {
    return StreamSupport.stream(GoldenSchedules.golden().get("schedules").spliterator(), false)
        .toList();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void ratesAreKerass(JsonNode node) {
    LearningRateSchedule schedule = GoldenSchedules.schedule(node.get("schedule"));
    JsonNode steps = node.get("steps");
    assertThat(steps).hasSizeGreaterThan(50);
    for (int i = 0; i < steps.size(); i++) {
      assertThat(schedule.rate(steps.get(i).asLong()))
          .as("step %s", steps.get(i))
          .isCloseTo(node.get("rates").get(i).asDouble(), within(1e-7));
    }
  }
}
