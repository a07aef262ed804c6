package io.longtape.keras;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.longtape.datasets.ArrayExamples;
import io.longtape.models.Model;
import io.longtape.weights.WeightValues;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.ndarray.NdArray;

/** The models that real Keras made, rebuilt from their files, against Python's numbers. */
class GoldenModelsTest {

  private static final Path MODELS = Path.of("../../models");

  static Stream<Path> files() throws IOException {
    TreeSet<Path> files = new TreeSet<>();
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(MODELS, Files::isDirectory)) {
      for (Path folder : folders) {
        for (String name : new String[] {"model.keras", "model.h5"}) {
          if (Files.exists(folder.resolve(name))) {
            files.add(folder.resolve(name));
          }
        }
      }
    }
    assertThat(files).hasSizeGreaterThan(12);
    return files.stream();
  }

  @ParameterizedTest
  @MethodSource("files")
  void givesWhatPythonGives(Path file) throws Exception {
    JsonNode golden = GoldenArrays.JSON.readTree(file.resolveSibling("golden.json").toFile());
    try (Model model = KerasModel.read(file).toModel(1)) {
      for (JsonNode call : golden.get("calls")) {
        if (call.path("reset").asBoolean()) {
          model.resetStates();
          continue;
        }
        ArrayExamples examples = GoldenArrays.examples(call.get("inputs"));
        Map<String, NdArray<?>> outputs = model.predictAll(examples, examples.size());
        for (Map.Entry<String, JsonNode> output : call.get("outputs").properties()) {
          String layer = golden.get("layer_of_output").get(output.getKey()).asText();
          NdArray<?> got = outputs.get(layer);
          assertThat(got.shape()).isEqualTo(GoldenArrays.shape(output.getValue()));
          GoldenArrays.assertNear(
              GoldenArrays.data(got),
              GoldenArrays.row(output.getValue().get("data")),
              1e-6,
              output.getKey());
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void holdsEachWeightByItsPath(Path file) throws Exception {
    JsonNode golden = GoldenArrays.JSON.readTree(file.resolveSibling("golden.json").toFile());
    WeightValues weights = KerasModel.read(file).weights();
    for (Map.Entry<String, JsonNode> weight : golden.get("weights").properties()) {
      WeightValues.Value value = weights.get(weight.getKey());
      assertThat(value.shape()).isEqualTo(GoldenArrays.shape(weight.getValue()));
      assertThat(value.data()).isEqualTo(GoldenArrays.row(weight.getValue().get("data")));
    }
  }
}
