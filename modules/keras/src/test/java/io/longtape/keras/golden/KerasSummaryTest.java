package io.longtape.keras.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import io.longtape.Golden;
import io.longtape.keras.configs.NetworkConfig;
import io.longtape.networks.Summary;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Summaries against what Keras prints, letter by letter. */
class KerasSummaryTest {

  @TestFactory
  Stream<DynamicTest> summaries() {
    return StreamSupport.stream(Golden.file("summary.json").get("cases").spliterator(), false)
        .map(golden -> dynamicTest(golden.get("name").asText(), () -> check(golden)));
  }

  private static void check(JsonNode golden) {
    List<String> expected = new ArrayList<>();
    golden.get("lines").forEach(line -> expected.add(line.asText()));
    NetworkConfig config = Networks.of(golden.get("config"));
    Summary summary =
        Summary.of(config.network())
            .withFrozen(config.frozen()::contains)
            .withLineLength(golden.get("lineLength").asInt());
    assertThat(summary.toString().split("\n")).containsExactlyElementsOf(expected);
  }
}
