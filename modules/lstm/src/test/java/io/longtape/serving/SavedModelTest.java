package io.longtape.serving;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.longtape.networks.Functional;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;

class SavedModelTest {

  @TempDir Path folder;

  private static InferenceGraph graph() {
    Doubling network = new Doubling();
    return InferenceGraph.of(network.inputs(), network::call, Doubling.weights());
  }

  private static double[] save(Path directory, String note, int batch) {
    try (InferenceGraph graph = graph()) {
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
  void threadsDoNotDisturbEachOther() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try (InferenceGraph graph = graph()) {
      List<Future<double[]>> calls = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        int batch = 1 + i % 4;
        calls.add(threads.submit(() -> graph.call(Map.of("x", Doubling.input(batch)), batch, "y")));
      }
      double[] alone = graph.call(Map.of("x", Doubling.input(4)), 4, "y");
      for (int i = 0; i < 40; i++) {
        double[] found = calls.get(i).get();
        assertThat(found).hasSize(3 * (1 + i % 4));
        for (int j = 0; j < found.length; j++) {
          assertThat(found[j]).isCloseTo(alone[j], within(1e-6));
        }
      }
    } finally {
      threads.shutdown();
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
  void doesNotOverwriteWhatIsNoModel() throws IOException {
    Path file = Files.writeString(folder.resolve("thesis.txt"), "mine");
    assertThatThrownBy(() -> save(folder, "", 1))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("is not overwritten: it holds files but no model");
    assertThatThrownBy(() -> save(file, "", 1))
        .hasMessage(file + " cannot hold a model: it is a file, not a directory");
    assertThatThrownBy(() -> InferenceGraph.requireWritable(folder))
        .isInstanceOf(ModelException.class);
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
  void saysWhatIsWrongWithACallOfDoubles() {
    try (InferenceGraph graph = graph()) {
      double[] x = Doubling.input(2);
      assertThatThrownBy(() -> graph.call(Map.of("z", x), 2, "y"))
          .hasMessage("no value for the input 'x'; the model reads: x");
      assertThatThrownBy(() -> graph.call(Map.of("x", x), 3, "y"))
          .hasMessage("the input 'x' has 20 numbers; the model expects 30 for [3, 5, 2]");
      assertThatThrownBy(() -> graph.call(Map.of("x", x), 2, "z"))
          .hasMessage("the model has no output 'z'; it has: y");
      assertThatThrownBy(() -> graph.inputShape("z"))
          .hasMessage("the model has no input 'z'; it has: x");
      assertThatThrownBy(() -> graph.signature("step"))
          .hasMessage("the model has no signature 'step'; it has: serving_default");
    }
    Functional texts = Texts.of("a");
    try (InferenceGraph graph = ExportArchive.of(texts, Doubling.weights(texts)).build()) {
      assertThatThrownBy(() -> graph.call(Map.of("text", new double[1]), 1, "score"))
          .hasMessage(
              "the input 'text' is DT_STRING, which doubles cannot hold; call the signature with"
                  + " tensors");
      assertThatThrownBy(() -> graph.call(Map.of("text", new double[1]), 1, "ids"))
          .hasMessageStartingWith("the output 'ids' is DT_INT64");
    }
  }

  @Test
  void saysWhatIsWrongWithACallOfTensors() {
    try (InferenceGraph graph = graph();
        TFloat32 narrow = TFloat32.tensorOf(Shape.of(1, 5, 2));
        TFloat64 flat = TFloat64.tensorOf(Shape.of(5, 2));
        TFloat64 good = TFloat64.tensorOf(Shape.of(2, 5, 2))) {
      ServingSignature signature = graph.signature("serving_default");
      assertThatThrownBy(() -> signature.call(Map.of("x", narrow)))
          .hasMessage(
              "the input 'x' is DT_FLOAT of shape [1, 5, 2]; the model expects DT_DOUBLE of shape"
                  + " [-1, 5, 2]");
      assertThatThrownBy(() -> signature.call(Map.of("x", flat)))
          .hasMessageContaining("is DT_DOUBLE of shape [5, 2]");
      assertThatThrownBy(() -> signature.call(Map.of("x", good, "z", good)))
          .hasMessage("the model has no input 'z'; it has: x");
      assertThatThrownBy(() -> signature.call(Map.of()))
          .hasMessage("no value for the input 'x'; the model reads: x");
    }
  }
}
