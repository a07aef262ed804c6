package io.longtape.keras;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.longtape.datasets.ArrayExamples;
import io.longtape.models.Model;
import io.longtape.weights.WeightValues;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** 20 steps in Java and in Keras, from the same file ({@code src/test/python/tuning.py}). */
class FineTuningTest {

  static final Path FOLDER = Path.of("src/test/resources/io/longtape/keras/tuning");

  static Stream<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files.filter(file -> !file.toString().endsWith(".json")).sorted().toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void goesOnAsKerasDoes(Path file) throws Exception {
    JsonNode golden = GoldenArrays.JSON.readTree(FOLDER.resolve("tuning.json").toFile());
    JsonNode expected = golden.get("cases").get(caseOf(file));
    KerasModel saved = KerasModel.read(file);
    try (Model model = saved.toModel(1)) {
      assertThat(model.optimizerState().iterations()).isEqualTo(expected.get("iterations").asInt());
      for (int step = 0; step < expected.get("losses").size(); step++) {
        Map<String, Double> logs = model.trainOnBatch(batch(golden, inputOf(file), step));
        assertThat(logs.get("loss"))
            .isCloseTo(expected.get("losses").get(step).asDouble(), within(1e-5));
      }
      assertNear(model.weights(), expected.get("weights"));
    }
  }

  private static void assertNear(WeightValues weights, JsonNode expected) {
    assertThat(weights.names()).hasSameSizeAs(expected);
    for (Map.Entry<String, JsonNode> weight : expected.properties()) {
      GoldenArrays.assertNear(
          weights.get(weight.getKey()).data(),
          GoldenArrays.row(weight.getValue()),
          1e-5,
          weight.getKey());
    }
  }

  private static String caseOf(Path file) {
    String name = file.getFileName().toString();
    return name.substring(0, name.lastIndexOf('.'));
  }

  /** The name of the batches that a file's model reads. */
  static String inputOf(Path file) {
    return caseOf(file).endsWith("tokens") ? "ids" : "x";
  }

  /** One of the batches. */
  static ArrayExamples batch(JsonNode golden, String input, int step) {
    return ArrayExamples.of(
        GoldenArrays.of(GoldenArrays.at(golden.get(input), step)),
        GoldenArrays.of(GoldenArrays.at(golden.get("y"), step)));
  }
}
