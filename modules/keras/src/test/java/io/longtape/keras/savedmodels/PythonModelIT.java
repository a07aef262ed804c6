package io.longtape.keras.savedmodels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.longtape.datasets.ArrayExamples;
import io.longtape.layers.Dense;
import io.longtape.layers.Input;
import io.longtape.layers.recurrent.LSTM;
import io.longtape.models.Model;
import io.longtape.networks.Sequential;
import io.longtape.serving.ModelException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.ndarray.NdArray;

class PythonModelIT {

  @TempDir Path folder;

  @Test
  void isCalledFromSeveralThreads() throws Exception {
    GoldenModel.Call call = GoldenModel.of("gru").savedModelCalls().get(0);
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try (PythonModel model = SavedModelLoader.create().load(GoldenModel.of("gru").savedModel())) {
      List<Future<float[]>> answers = new ArrayList<>();
      for (int i = 0; i < 64; i++) {
        answers.add(threads.submit(() -> answer(model, call, "output_0")));
      }
      float[] expected = (float[]) call.outputs().get("output_0").data();
      for (Future<float[]> answer : answers) {
        assertThat(answer.get()).containsExactly(expected, within(1e-6f));
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void aNativeNetworkTakesItsWeights() {
    GoldenModel golden = GoldenModel.of("endpoints");
    GoldenModel.Call call = golden.savedModelCalls().get(0);
    Sequential network =
        Sequential.of(
            Input.of(7, 2).withName("past"),
            LSTM.of(6).withName("lstm"),
            Dense.of(1).withName("dense"));
    try (PythonModel python = SavedModelLoader.create().load(golden.savedModel());
        Model model = Model.of(network, 1)) {
      model.setWeights(python.weights("train", model.network()));
      assertThat(model.weights().get("lstm/lstm_cell/recurrent_kernel").data())
          .isEqualTo(golden.weights().get("lstm/lstm_cell/recurrent_kernel").data());
      NdArray<?> past = call.inputs().get("past").toNdArray();
      float[] predicted =
          (float[]) HeapArrays.copyOf("level", model.predict(ArrayExamples.of(past)));
      assertThat(predicted)
          .containsExactly((float[]) call.outputs().get("level").data(), within(1e-6f));
    }
  }

  private static float[] answer(PythonModel model, GoldenModel.Call call, String output) {
    Map<String, NdArray<?>> inputs = new TreeMap<>();
    call.inputs().forEach((name, tensor) -> inputs.put(name, tensor.toNdArray()));
    return (float[]) HeapArrays.copyOf(output, model.call(call.signature(), inputs).get(output));
  }

  @Test
  void saysWhichBatchTheStatesAreFor() {
    try (PythonModel model =
        SavedModelLoader.create().load(GoldenModel.of("stateful-lstm").savedModel())) {
      assertThatThrownBy(() -> model.call("serving_default", new float[3][5][3]))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("the input 'piece' has shape [3, 5, 3]; the model expects [2, 5, 3]");
    }
  }

  @Test
  void saysInOneLineWhatTensorFlowSays() {
    try (PythonModel model =
        SavedModelLoader.create().load(GoldenModel.of("token-classifier").savedModel())) {
      int[][] unknown = new int[1][10];
      unknown[0][3] = 40;
      assertThatThrownBy(() -> model.call("serving_default", unknown))
          .isInstanceOf(ModelException.class)
          .hasMessageStartingWith("the signature 'serving_default' fails on these inputs: ")
          .hasMessageContaining("40 is not in [0, 40)")
          .hasMessageNotContaining("\n")
          .hasMessageNotContaining("{{");
    }
  }

  @Test
  void savesWithWhatItHolds() throws IOException {
    GoldenModel golden = GoldenModel.of("text-classifier");
    Path copy = folder.resolve("copy");
    try (PythonModel model = SavedModelLoader.create().load(golden.savedModel())) {
      model.save(copy);
      model.save(copy);
    }
    GoldenModel.Call call = golden.savedModelCalls().get(0);
    try (PythonModel model = SavedModelLoader.create().load(copy)) {
      assertThat(answer(model, call, "output_0"))
          .containsExactly((float[]) call.outputs().get("output_0").data(), within(1e-6f));
    }
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left).containsExactly(copy);
    }
  }

  @Test
  void aClosedModelSaysSo() {
    Path model = GoldenModel.of("gru").savedModel();
    PythonModel loaded = SavedModelLoader.create().load(model);
    loaded.close();
    loaded.close();

    assertThatThrownBy(loaded::resetStates)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(model + ": the model is closed");
    assertThatThrownBy(() -> loaded.weights("serving_default"))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void savesTheModelThatItLoaded() throws IOException {
    GoldenModel golden = GoldenModel.of("gru");
    Path model = copyOf(golden);
    Path copy = folder.resolve("copy");
    try (PythonModel loaded = SavedModelLoader.create().load(model)) {
      Files.delete(model.resolve("saved_model.pb"));
      loaded.save(copy);
    }
    GoldenModel.Call call = golden.savedModelCalls().get(0);
    try (PythonModel loaded = SavedModelLoader.create().load(copy)) {
      assertThat(answer(loaded, call, "output_0"))
          .containsExactly((float[]) call.outputs().get("output_0").data(), within(1e-6f));
    }
  }

  @Test
  void savesNoFilesFromOtherPlaces() throws IOException {
    Path model = copyOf(GoldenModel.of("gru"));
    Path secret = Files.writeString(folder.resolve("secret.txt"), "s");
    Path extra = Files.createDirectory(model.resolve("assets.extra"));
    Files.createSymbolicLink(extra.resolve("link.txt"), secret);
    try (PythonModel loaded = SavedModelLoader.create().load(model)) {
      assertThatThrownBy(() -> loaded.save(folder.resolve("copy")))
          .isInstanceOf(ModelException.class)
          .hasMessageContaining("link.txt leads to another place");
    }
    assertThat(folder.resolve("copy")).doesNotExist();
  }

  private Path copyOf(GoldenModel golden) throws IOException {
    Path copy = folder.resolve("model");
    try (Stream<Path> files = Files.walk(golden.savedModel())) {
      for (Path file : files.toList()) {
        Files.copy(file, copy.resolve(golden.savedModel().relativize(file).toString()));
      }
    }
    return copy;
  }

  @Test
  void doesNotSaveOverOtherThings() throws IOException {
    Files.createFile(folder.resolve("letter.txt"));
    try (PythonModel model =
        SavedModelLoader.create().load(GoldenModel.of("tf-saved-model").savedModel())) {
      assertThatThrownBy(() -> model.save(folder))
          .isInstanceOf(ModelException.class)
          .hasMessageContaining("is not overwritten");
    }
  }

  @Test
  void refusesAModelWithoutItsVariables() throws IOException {
    Path model = folder.resolve("model");
    Files.createDirectories(model);
    Files.copy(
        GoldenModel.of("gru").savedModel().resolve("saved_model.pb"),
        model.resolve("saved_model.pb"));

    assertThatThrownBy(() -> SavedModelLoader.create().load(model))
        .isInstanceOf(ModelException.class)
        .hasMessage(model + " is not a whole model: it holds no variables/variables.index");
    Path variables = Files.createDirectory(model.resolve("variables"));
    Files.write(variables.resolve("variables.index"), new byte[100]);
    assertThatThrownBy(() -> SavedModelLoader.create().load(model))
        .isInstanceOf(ModelException.class)
        .hasMessageStartingWith("TensorFlow cannot load the model in " + model)
        .hasMessageNotContaining("\n");
  }
}
