package io.longtape.examples.kerasmodels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.longtape.scenario.cli.Cli;
import io.longtape.scenario.cli.Snapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunIT {

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;

  @Test
  void textFromCsvToCsv() throws IOException {
    JsonNode call = call("text-classifier");
    StringBuilder csv = new StringBuilder("sentence\n");
    call.at("/inputs/text/data")
        .forEach(text -> csv.append('"').append(text.asText()).append("\"\n"));
    Path input = Files.writeString(folder.resolve("texts.csv"), csv);
    Path out = folder.resolve("classes.csv");
    for (Path model :
        List.of(Models.savedModel("text-classifier"), Models.keras("text-classifier"))) {
      Models.run("run", model, "--input", input, "--out", out).worked();
      List<String> lines = Files.readAllLines(out);
      assertThat(lines.get(0))
          .endsWith(
              ".0,"
                  + lines.get(0).replaceAll("\\..*", "")
                  + ".1,"
                  + lines.get(0).replaceAll("\\..*", "")
                  + ".2");
      List<Double> found = new ArrayList<>();
      for (String line : lines.subList(1, lines.size())) {
        for (String cell : line.split(",", -1)) {
          found.add(Double.parseDouble(cell));
        }
      }
      assertClose(found, call.at("/outputs/output_0/data"));
    }
  }

  @Test
  void batchesGiveWhatOneCallGives() throws IOException {
    JsonNode call = call("stacked-forecaster");
    StringBuilder csv = new StringBuilder();
    JsonNode data = call.at("/inputs/past/data");
    for (int i = 0; i < data.size(); i++) {
      csv.append(data.get(i).asText()).append((i + 1) % 112 == 0 ? "\n" : ",");
    }
    Path input = Files.writeString(folder.resolve("past.csv"), csv);
    Path model = Models.savedModel("stacked-forecaster");
    Cli run = Models.run("run", model, "--input", input, "--no-header", "--batch-size", 2).worked();
    JsonNode answer = JSON.readTree(run.out());
    assertThat(answer.get("predictions")).hasSize(3);
    assertClose(flat(answer), call.at("/outputs/output_0/data"));
  }

  @Test
  void severalInputsAndOutputsFromJson() throws IOException {
    JsonNode call = call("multi-input");
    ObjectNode request = JSON.createObjectNode();
    ObjectNode inputs = request.putObject("inputs");
    call.get("inputs")
        .properties()
        .forEach(each -> inputs.set(each.getKey(), nested(each.getValue())));
    Path input = write("request.json", request);
    Path out = folder.resolve("answer.json");
    Models.run("run", Models.savedModel("multi-input"), "--input", input, "--out", out).worked();
    JsonNode outputs = JSON.readTree(out.toFile()).get("outputs");
    assertClose(flat(outputs.get("output_0")), call.at("/outputs/output_0/data"));
    assertClose(flat(outputs.get("output_1")), call.at("/outputs/output_1/data"));
    Models.run("run", Models.keras("multi-input"), "--input", input, "--out", out).worked();
    outputs = JSON.readTree(out.toFile()).get("outputs");
    assertClose(flat(outputs.get("levels")), call.at("/outputs/output_0/data"));
    assertClose(flat(outputs.get("rising")), call.at("/outputs/output_1/data"));
  }

  @Test
  void aSignatureByItsName() throws IOException {
    Path input = endpointsInput();
    Path model = Models.savedModel("endpoints");
    String chosen =
        Models.run("run", model, "--input", input, "--signature", "range").worked().out();
    assertThat(chosen).startsWith("{\"predictions\":[{\"highest\":[").contains("\"lowest\":[");
    JsonNode request = JSON.readTree(input.toFile());
    Path named = write("named.json", ((ObjectNode) request).put("signature_name", "range"));
    assertThat(Models.run("run", model, "--input", named).worked().out()).isEqualTo(chosen);
    Models.run("run", model, "--input", input, "--signature", "rang")
        .misused("has no signature 'rang'; it has: range, serve, serving_default, train");
    Models.run("run", Models.keras("endpoints"), "--input", named)
        .misused("has no signature 'range'; it has: serving_default");
  }

  @Test
  void aModelInAProcessOfItsOwn() throws IOException {
    Path input = endpointsInput();
    Path model = Models.savedModel("endpoints");
    String here = Models.run("run", model, "--input", input).worked().out();
    assertThat(Models.run("run", model, "--input", input, "--child-process").worked().out())
        .isEqualTo(here);
  }

  @Test
  void aStatefulModelGoesOnFromBatchToBatch() throws IOException {
    String piece = "[[1, 0, 1], [0, 1, 0], [1, 1, 1], [0, 0, 0], [1, 0, 0]]";
    Path three = pieces(piece, 3);
    Path four = pieces(piece, 4);
    for (Path model : List.of(Models.savedModel("stateful-lstm"), Models.keras("stateful-lstm"))) {
      JsonNode rows = JSON.readTree(Models.run("run", model, "--input", four).worked().out());
      List<Double> numbers = flat(rows);
      assertThat(numbers).hasSize(8);
      // The two rows of a batch are the same series; the second batch goes on with their states.
      assertThat(numbers.get(0)).isCloseTo(numbers.get(2), within(1e-6));
      assertThat(numbers.get(4)).isCloseTo(numbers.get(6), within(1e-6));
      assertThat(Math.abs(numbers.get(0) - numbers.get(4))).isGreaterThan(0.01);
      Models.run("run", model, "--input", three)
          .refusedFor("the model takes batches of 2 examples, but there are 3");
    }
  }

  private Path pieces(String piece, int count) throws IOException {
    return Files.writeString(
        folder.resolve("pieces" + count + ".json"),
        "{\"instances\": [%s]}".formatted(String.join(",", Collections.nCopies(count, piece))));
  }

  @Test
  void whatTheModelDoesNotTake() throws IOException {
    Path out = Files.writeString(folder.resolve("old.json"), "old");
    Path model = Models.savedModel("token-classifier");
    Path wrong = Files.writeString(folder.resolve("w.json"), "{\"instances\": [[1, 2, 3]]}");
    Path half = Files.writeString(folder.resolve("h.json"), "{\"inputs\": [[1.5]]}");
    Path text = Files.writeString(folder.resolve("t.json"), "{\"instances\": [[\"a\"]]}");
    Snapshot before = Snapshot.of(folder);
    for (Path file : List.of(wrong, half, text)) {
      Models.run("run", model, "--input", file, "--out", out)
          .refusedFor("the model does not take the input: ", "'tokens'");
      Models.run("run", Models.keras("token-classifier"), "--input", file, "--out", out)
          .refusedFor("the model does not take the input: ");
    }
    Models.run("run", Models.savedModel("multi-input"), "--input", csv())
        .refusedFor("is CSV, which fills one input, but the signature has 3: future, known, past");
    Models.run("run", Models.savedModel("cudnn-lstm"), "--input", wrong).refusedFor("CudnnRNNV3");
    Files.delete(folder.resolve("x.csv"));
    assertThat(Snapshot.of(folder)).isEqualTo(before);
  }

  @Test
  void anAnswerThatIsNoTable() throws IOException {
    Path input =
        Files.writeString(
            folder.resolve("train.json"),
            "{\"instances\": [{\"past\": %s, \"target\": [0]}]}".formatted(past()));
    Models.run("run", Models.savedModel("endpoints"), "--input", input, "--signature", "train")
        .refusedFor("the output 'loss' has shape [], which is no row for each of 1 examples");
  }

  private Path csv() throws IOException {
    return Files.writeString(folder.resolve("x.csv"), "a\n1\n");
  }

  private static String past() {
    return "[[1, 2], [3, 4], [1, 1], [0, 0], [0, 0], [0, 0], [0.5, 0]]";
  }

  private Path endpointsInput() throws IOException {
    String json = "{\"instances\": [%s]}".formatted(past());
    return Files.writeString(folder.resolve("past.json"), json);
  }

  private Path write(String name, JsonNode json) throws IOException {
    Path file = folder.resolve(name);
    JSON.writeValue(file.toFile(), json);
    return file;
  }

  private static JsonNode call(String model) throws IOException {
    return JSON.readTree(Models.FOLDER.resolve(model).resolve("golden.json").toFile())
        .at("/calls/0");
  }

  /** The values of golden.json in nested arrays. */
  private static JsonNode nested(JsonNode value) {
    List<JsonNode> nodes = new ArrayList<>();
    value.get("data").forEach(nodes::add);
    JsonNode shape = value.get("shape");
    for (int axis = shape.size() - 1; axis > 0; axis--) {
      int size = shape.get(axis).asInt();
      List<JsonNode> rows = new ArrayList<>();
      for (int i = 0; i < nodes.size(); i += size) {
        rows.add(JSON.createArrayNode().addAll(nodes.subList(i, i + size)));
      }
      nodes = rows;
    }
    ArrayNode whole = JSON.createArrayNode();
    return whole.addAll(nodes);
  }

  private static List<Double> flat(JsonNode node) {
    if (node.isNumber()) {
      return List.of(node.asDouble());
    }
    List<Double> numbers = new ArrayList<>();
    node.forEach(each -> numbers.addAll(flat(each)));
    return numbers;
  }

  private static void assertClose(List<Double> found, JsonNode expected) {
    assertThat(found).hasSize(expected.size());
    for (int i = 0; i < found.size(); i++) {
      assertThat(found.get(i)).isCloseTo(expected.get(i).asDouble(), within(1e-6));
    }
  }
}
