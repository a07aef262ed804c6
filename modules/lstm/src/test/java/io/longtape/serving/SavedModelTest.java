package io.longtape.serving;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.longtape.layers.WeightValues;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.ndarray.Shape;

class SavedModelTest {

  private static WeightValues weights;

  @TempDir Path folder;

  @BeforeAll
  static void train() {
    weights = Doubling.weights();
  }

  private double[] save(Path directory, String note, int batch) {
    try (InferenceGraph graph = InferenceGraph.of(Doubling.INPUTS, Doubling::serving, weights)) {
      graph.save(directory, Map.of("note.txt", note.getBytes(UTF_8)));
      return graph.call(Map.of("x", Doubling.input(batch)), batch, "y");
    }
  }

  @Test
  void givesAfterLoadingWhatItGaveBefore() {
    Path directory = folder.resolve("deep/model");
    double[] before = save(directory, "first", 3);
    try (SavedModel model = SavedModel.load(directory)) {
      assertThat(model.call(Map.of("x", Doubling.input(3)), 3, "y")).containsExactly(before);
      assertThat(model.inputShape("x")).isEqualTo(Shape.of(5, 2));
      // Another batch: its first example is the same.
      assertThat(model.call(Map.of("x", Doubling.input(1)), 1, "y"))
          .usingComparatorWithPrecision(1e-6)
          .containsExactly(before[0], before[1], before[2]);
    }
    assertThat(before).hasSize(9).doesNotContain(0.0);
    assertThat(new String(SavedModel.extra(directory, "note.txt"), UTF_8)).isEqualTo("first");
  }

  @Test
  void holdsTheWeightsAndNothingOfTheOptimizer() throws IOException {
    Path directory = folder.resolve("model");
    save(directory, "", 1);
    // 4*(2+4)*4 + 16 + 4*3 + 3 = 127 floats; Adam's slots would make it three times that.
    assertThat(weights.parameters()).isEqualTo(127);
    try (Stream<Path> files = Files.list(directory.resolve("variables"))) {
      long data =
          files
              .filter(file -> file.toString().contains(".data-"))
              .mapToLong(file -> file.toFile().length())
              .sum();
      assertThat(data).isEqualTo(127 * 4);
    }
  }

  @Test
  void replacesAModelAndLeavesNothingBeside() throws IOException {
    Path directory = folder.resolve("model");
    save(directory, "first", 1);
    save(directory, "second", 1);
    assertThat(new String(SavedModel.extra(directory, "note.txt"), UTF_8)).isEqualTo("second");
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactly(directory);
    }
  }

  @Test
  void anInterruptedSaveLeavesTheModelThatWasThere() throws IOException {
    Path directory = folder.resolve("model");
    save(directory, "first", 1);
    try (InferenceGraph graph = InferenceGraph.of(Doubling.INPUTS, Doubling::serving, weights)) {
      Map<String, byte[]> broken = Map.of("no/such/folder.txt", new byte[0]);
      assertThatThrownBy(() -> graph.save(directory, broken)).isInstanceOf(ModelException.class);
    }
    assertThat(new String(SavedModel.extra(directory, "note.txt"), UTF_8)).isEqualTo("first");
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactly(directory);
    }
  }

  @Test
  void doesNotOverwriteWhatIsNoModel() throws IOException {
    Path file = Files.writeString(folder.resolve("thesis.txt"), "mine");
    assertThatThrownBy(() -> save(folder, "", 1))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("is not overwritten: it holds files but no model");
    assertThatThrownBy(() -> save(file, "", 1))
        .hasMessage(file + " cannot hold a model: it is a file, not a directory");
    assertThat(Files.readString(file)).isEqualTo("mine");
  }

  @Test
  void saysWhatIsWrongWithADirectory() throws IOException {
    Path missing = folder.resolve("missing");
    assertThatThrownBy(() -> SavedModel.load(missing))
        .hasMessage(missing + " is not a model directory: it does not exist");
    assertThatThrownBy(() -> SavedModel.load(folder))
        .hasMessage(folder + " is not a model directory: it holds no saved_model.pb");
    Path file = Files.writeString(folder.resolve("saved_model.pb"), "no graph");
    assertThatThrownBy(() -> SavedModel.load(file)).hasMessageEndingWith("it is a file");
    assertThatThrownBy(() -> SavedModel.load(folder))
        .isInstanceOf(ModelException.class)
        .hasMessageStartingWith("TensorFlow cannot load the model in " + folder);
    assertThatThrownBy(() -> SavedModel.extra(folder, "forecaster.json"))
        .hasMessage(
            folder + " does not hold such a model: there is no assets.extra/forecaster.json");
  }

  @Test
  void saysWhatIsWrongWithACall() {
    try (InferenceGraph graph = InferenceGraph.of(Doubling.INPUTS, Doubling::serving, weights)) {
      double[] x = Doubling.input(2);
      assertThatThrownBy(() -> graph.call(Map.of("z", x), 2, "y"))
          .hasMessage("no value for the input 'x'; the model reads: x");
      assertThatThrownBy(() -> graph.call(Map.of("x", x), 3, "y"))
          .hasMessage("the input 'x' has 20 numbers; the model expects 30 for [3, 5, 2]");
      assertThatThrownBy(() -> graph.call(Map.of("x", x), 2, "z"))
          .hasMessage("the model has no output 'z'; it has: y");
      assertThat(List.of(graph.call(Map.of("x", x), 2, "y").length)).containsExactly(6);
    }
  }
}
