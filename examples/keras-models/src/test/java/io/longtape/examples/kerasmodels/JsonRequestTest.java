package io.longtape.examples.kerasmodels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.longtape.data.DataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.ndarray.Shape;

class JsonRequestTest {

  private static final Set<String> ONE = Set.of("past");
  private static final Set<String> TWO = Set.of("past", "known");

  @TempDir Path folder;

  @Test
  void examplesOfOneInput() throws Exception {
    Request request = request("{\"instances\": [[1, 2], [3, 4], [5, 6]]}", ONE);
    assertThat(request.byRow()).isTrue();
    assertThat(request.examples()).isEqualTo(3);
    assertThat(request.inputs().get("past").shape()).isEqualTo(Shape.of(3, 2));
  }

  @Test
  void examplesOfTwoInputs() throws Exception {
    Request request =
        request(
            "{\"instances\": [{\"past\": [1, 2], \"known\": 3}, {\"known\": 6, \"past\": [4, 5]}]}",
            TWO);
    assertThat(request.inputs().get("past").getObject(1, 0)).isEqualTo(4L);
    assertThat(request.inputs().get("known").getObject(1)).isEqualTo(6L);
  }

  @Test
  void wholeArrays() throws Exception {
    Request request = request("{\"inputs\": {\"past\": [[1]], \"known\": [1, 2]}}", TWO);
    assertThat(request.byRow()).isFalse();
    assertThat(request.inputs().get("known").shape()).isEqualTo(Shape.of(2));
    assertThat(request("{\"inputs\": [[1]]}", ONE).inputs().get("past").shape())
        .isEqualTo(Shape.of(1, 1));
  }

  @Test
  void theSignatureInTheFile() throws Exception {
    Path file = write("{\"signature_name\": \"range\", \"instances\": [1]}");
    assertThat(JsonRequest.signature(file)).isEqualTo("range");
    assertThat(JsonRequest.signature(write("{}"))).isEqualTo("serving_default");
    assertRefused("{\"signature_name\": 1}", "signature_name is not a string");
  }

  @Test
  void inputsThatAreNotThere() {
    assertRefused(
        "{\"instances\": [{\"past\": 1, \"knwon\": 2}]}",
        "instances[0] has [knwon, past]; the signature reads: known, past");
    assertRefused(
        "{\"instances\": [{\"past\": 1, \"known\": 2}, [3]]}",
        "instances[1] has values without names; the signature reads: known, past");
    assertRefused("{\"inputs\": {\"past\": [1]}}", "inputs has [past]");
  }

  @Test
  void numbersOfExamplesThatDiffer() {
    assertRefused(
        "{\"instances\": [{\"past\": [1, 2], \"known\": 1}, {\"past\": [1], \"known\": 2}]}",
        "instances of 'past', [1] is 1 values, expected 2");
  }

  @Test
  void whatIsNoRequest() {
    assertRefused("{\"instances\": [1], \"inputs\": [1]}", "must have either instances or inputs");
    assertRefused("{}", "must have either instances or inputs");
    assertRefused("{\"instances\": []}", "instances must be an array of examples");
    assertRefused("{\"instance\": [1]}", "has 'instance'; expected instances or inputs");
    assertRefused("[1]", "holds no JSON object");
    assertRefused("{\"inputs\": [1}", "is not JSON: line 1: ");
    assertRefused("{\"inputs\": 1, \"inputs\": 2}", "is not JSON: line 1: Duplicate field");
    assertRefused("", "holds no JSON object");
  }

  @Test
  void numbersThatAreNone() throws Exception {
    assertThat(request("{\"inputs\": [NaN, -Infinity]}", ONE).inputs().get("past").getObject(1))
        .isEqualTo(Double.NEGATIVE_INFINITY);
  }

  private void assertRefused(String json, String message) {
    assertThatThrownBy(
            () -> {
              Path file = write(json);
              JsonRequest.signature(file);
              JsonRequest.read(file, TWO);
            })
        .isInstanceOf(DataException.class)
        .hasMessageContaining(message)
        .hasMessageContaining("request.json");
  }

  private Request request(String json, Set<String> names) throws IOException {
    return JsonRequest.read(write(json), names);
  }

  private Path write(String json) throws IOException {
    return Files.writeString(folder.resolve("request.json"), json);
  }
}
