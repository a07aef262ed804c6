package io.longtape.keras;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.longtape.models.Model;
import io.longtape.weights.WeightValues;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** From Keras to Java and back to Keras, which loads without a warning and goes on. */
@EnabledIfSystemProperty(named = "longtape.python", matches = ".+")
class RoundTripIT {

  @SuppressWarnings("ArrayRecordComponent") // a carrier
  private record Tuned(KerasModel model, float[] output, WeightValues later) {}

  @TempDir Path folder;

  private final ArrayNode requests = GoldenArrays.JSON.createArrayNode();

  @Test
  void kerasGetsTheOutputsOfAllGoldenModels() throws Exception {
    List<JsonNode> goldens = new ArrayList<>();
    for (Path file : GoldenModelsTest.files().toList()) {
      JsonNode calls =
          GoldenArrays.JSON.readTree(file.resolveSibling("golden.json").toFile()).get("calls");
      KerasModel saved = KerasModel.read(file);
      Path written = folder.resolve(goldens.size() + ".keras");
      saved.write(written);
      requests.addObject().put("model", written.toString()).set("calls", calls);
      goldens.add(calls);
      if (file.toString().endsWith(".keras")) {
        Path weights = folder.resolve(goldens.size() + ".weights.h5");
        WeightsFile.write(weights, saved.network(), saved.weights());
        requests
            .addObject()
            .put("model", file.toString())
            .put("weights", weights.toString())
            .set("calls", calls);
        goldens.add(calls);
      }
    }
    JsonNode answers = Python.load(requests, folder);
    assertThat(answers).hasSameSizeAs(goldens);
    for (int i = 0; i < goldens.size(); i++) {
      String name = requests.get(i).get("model").asText();
      assertOutputs(answers.get(i).get("outputs"), goldens.get(i), name);
    }
  }

  @Test
  void kerasScalesByWhatALayerWasAdaptedTo() throws Exception {
    Path adapted = AdaptedNormalizationTest.FOLDER;
    JsonNode golden = GoldenArrays.JSON.readTree(adapted.resolve("golden.json").toFile());
    Path written = folder.resolve("adapted.keras");
    KerasModel.read(adapted.resolve("model.keras")).write(written);
    ObjectNode request = requests.addObject().put("model", written.toString());
    request.putArray("calls").addObject().putObject("inputs").set("series", golden.get("x"));
    JsonNode output = Python.load(requests, folder).get(0).get("outputs").get(0).get(0);
    GoldenArrays.assertNear(
        GoldenArrays.row(output), GoldenArrays.row(golden.get("y")), 1e-6, "output");
  }

  @Test
  void kerasGoesOnAsJavaDoes() throws Exception {
    JsonNode golden =
        GoldenArrays.JSON.readTree(FineTuningTest.FOLDER.resolve("tuning.json").toFile());
    List<Tuned> tuned = new ArrayList<>();
    for (Path file : FineTuningTest.files().toList()) {
      String input = FineTuningTest.inputOf(file);
      try (Model model = KerasModel.read(file).toModel(1)) {
        train(model, golden, input, 0, 5);
        KerasModel written = KerasModel.of(model);
        Path target = folder.resolve(tuned.size() + ".keras");
        written.write(target);
        JsonNode asked = request(target, model, golden, input);
        float[] output = GoldenArrays.data(model.predict(GoldenArrays.examples(asked)));
        train(model, golden, input, 5, 10);
        tuned.add(new Tuned(written, output, model.weights()));
      }
    }
    JsonNode answers = Python.load(requests, folder);
    assertThat(answers).hasSameSizeAs(tuned);
    for (int i = 0; i < tuned.size(); i++) {
      assertGoesOn(answers.get(i), tuned.get(i), FineTuningTest.files().toList().get(i).toString());
    }
  }

  private static void assertOutputs(JsonNode outputs, JsonNode calls, String name) {
    for (int i = 0; i < calls.size(); i++) {
      int output = 0;
      for (JsonNode expected : calls.get(i).path("outputs")) {
        GoldenArrays.assertNear(
            GoldenArrays.row(outputs.get(i).get(output++)),
            GoldenArrays.row(expected.get("data")),
            1e-6,
            name);
      }
    }
  }

  private static void assertGoesOn(JsonNode answer, Tuned tuned, String name) {
    assertThat(answer.get("iterations").asLong())
        .isEqualTo(tuned.model.optimizerState().orElseThrow().iterations());
    List<String> frozen = new ArrayList<>();
    answer.get("frozen").forEach(layer -> frozen.add(layer.asText()));
    assertThat(frozen).containsExactlyInAnyOrderElementsOf(tuned.model.frozenLayers());
    GoldenArrays.assertNear(
        GoldenArrays.row(answer.get("outputs").get(0).get(0)), tuned.output, 1e-6, name);
    for (String path : tuned.later.names()) {
      GoldenArrays.assertNear(
          GoldenArrays.row(answer.get("weights").get(path)),
          tuned.later.get(path).data(),
          1e-5,
          name + " " + path);
    }
  }

  /** Asks for the output of one batch, and for five steps of training. */
  private JsonNode request(Path file, Model model, JsonNode golden, String batches) {
    ObjectNode request = requests.addObject().put("model", file.toString());
    String input = model.network().inputs().keySet().iterator().next();
    ObjectNode asked = request.putArray("calls").addObject().putObject("inputs");
    asked.set(input, GoldenArrays.at(golden.get(batches), 0));
    request.set("x", GoldenArrays.slice(golden.get(batches), 5, 10));
    request.set("y", GoldenArrays.slice(golden.get("y"), 5, 10));
    return asked;
  }

  private static void train(Model model, JsonNode golden, String input, int from, int to) {
    for (int step = from; step < to; step++) {
      model.trainOnBatch(FineTuningTest.batch(golden, input, step));
    }
  }
}
