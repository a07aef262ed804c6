package io.longtape.keras.savedmodels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.longtape.serving.ModelException;
import io.longtape.weights.WeightValues;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.ndarray.NdArray;

@Timeout(120)
class ChildHostIT {

  private static final Path MODELS = Path.of("../../models");
  private static final Path FORECASTER = MODELS.resolve("stacked-forecaster/saved_model");
  private static final SavedModelLoader LOADER =
      SavedModelLoader.create().withTimeout(Duration.ofSeconds(30));

  @TempDir Path directory;

  @Test
  void givesWhatTheModelGivesInThisProcess() {
    float[][][] past = new float[2][28][4];
    past[1][27][3] = 1;
    try (PythonModel here = LOADER.load(FORECASTER);
        PythonModel there = LOADER.loadInChildProcess(FORECASTER)) {
      assertThat(there.call("serving_default", past)).isEqualTo(here.call("serving_default", past));
      assertThat(there.signatures().toString()).isEqualTo(here.signatures().toString());
    }
  }

  @Test
  void takesStrings() {
    Path model = MODELS.resolve("text-classifier/saved_model");
    String[] texts = {"a fine film", "ein schöner Film", ""};
    try (PythonModel here = LOADER.load(model);
        PythonModel there = LOADER.loadInChildProcess(model)) {
      assertThat(there.call("serving_default", texts))
          .isEqualTo(here.call("serving_default", texts));
    }
  }

  @Test
  void keepsResetsAndSavesStates() {
    Path model = MODELS.resolve("stateful-lstm/saved_model");
    float[][][] piece = new float[2][5][3];
    piece[0][0][0] = 1;
    try (PythonModel there = LOADER.loadInChildProcess(model)) {
      NdArray<?> first = there.call("serving_default", piece);
      NdArray<?> second = there.call("serving_default", piece);
      assertThat(second).isNotEqualTo(first);
      Path copy = directory.resolve("copy");
      there.save(copy);
      there.resetStates();
      assertThat(there.call("serving_default", piece)).isEqualTo(first);
      assertThat(there.call("serving_default", piece)).isEqualTo(second);
      NdArray<?> third = there.call("serving_default", piece);
      try (PythonModel saved = LOADER.loadInChildProcess(copy)) {
        assertThat(saved.call("serving_default", piece)).isEqualTo(third);
      }
    }
  }

  @Test
  void readsWeights() {
    try (PythonModel here = LOADER.load(FORECASTER);
        PythonModel there = LOADER.loadInChildProcess(FORECASTER)) {
      WeightValues expected = here.weights("serving_default");
      WeightValues weights = there.weights("serving_default");
      assertThat(List.copyOf(weights.names()))
          .isEqualTo(List.copyOf(expected.names()))
          .contains("stacked_forecaster/lstm/lstm_cell/kernel");
      for (String name : expected.names()) {
        assertThat(weights.get(name).shape()).isEqualTo(expected.get(name).shape());
        assertThat(weights.get(name).data()).isEqualTo(expected.get(name).data());
      }
    }
  }

  @Test
  void answersSeveralThreads() {
    float[][][] past = new float[1][28][4];
    past[0][27][3] = 1;
    try (PythonModel there = LOADER.loadInChildProcess(FORECASTER)) {
      NdArray<?> expected = there.call("serving_default", past);
      List<NdArray<?>> answers =
          IntStream.range(0, 200)
              .parallel()
              .<NdArray<?>>mapToObj(i -> there.call("serving_default", past))
              .toList();
      assertThat(answers).hasSize(200).allMatch(expected::equals);
    }
  }

  @Test
  void saysThatItIsClosed() {
    PythonModel there = LOADER.loadInChildProcess(FORECASTER);
    there.close();
    there.close();
    assertThatThrownBy(() -> there.call("serving_default", new float[1][28][4]))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(FORECASTER + ": the model is closed");
  }

  @Test
  void refusesWhatDoesNotFitAsTheModelInThisProcess() {
    try (PythonModel there = LOADER.loadInChildProcess(FORECASTER)) {
      assertThatThrownBy(() -> there.call("serving_default", new float[2][28][5]))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("the input 'past' has shape [2, 28, 5]; the model expects [-1, 28, 4]");
      assertThatThrownBy(() -> there.call("serving", new float[2][28][4]))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("the model has no signature 'serving'; it has: serve, serving_default");
    }
  }

  @Test
  void answersAThreadThatIsInterrupted() {
    try (PythonModel there = LOADER.loadInChildProcess(FORECASTER)) {
      Thread.currentThread().interrupt();
      assertThat(there.call("serving_default", new float[1][28][4]).size()).isEqualTo(7);
      assertThat(Thread.interrupted()).isTrue();
      assertThat(there.call("serving_default", new float[2][28][4]).size()).isEqualTo(14);
    }
  }

  @Test
  void endsAnEndlessCall() throws IOException {
    HostileGraphs.writeEndless(directory);
    try (PythonModel there =
        LOADER.withTimeout(Duration.ofSeconds(4)).loadInChildProcess(directory)) {
      String expected =
          directory
              + ": the model's process has ended, in a call of 'serving_default':"
              + " a call of 'serving_default' took longer than 4.0 s";
      for (int i = 0; i < 2; i++) {
        assertThatThrownBy(() -> there.call(Map.of("x", 1f)))
            .isInstanceOf(ModelException.class)
            .hasMessage(expected);
      }
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void endsACallThatTakesTooMuchMemory() throws IOException {
    HostileGraphs.writeLarge(directory);
    try (PythonModel there = LOADER.withMemoryLimit(1L << 30).loadInChildProcess(directory)) {
      assertThatThrownBy(() -> there.call(Map.of("x", 1f)))
          .isInstanceOf(ModelException.class)
          .hasMessageMatching(".*: it took 1\\d\\d\\d MiB of memory, more than 1024");
    }
  }

  @Test
  void livesOnWhenTensorFlowAborts() throws IOException {
    HostileGraphs.writeAborting(directory);
    assertThatThrownBy(() -> LOADER.loadInChildProcess(directory))
        .isInstanceOf(ModelException.class)
        .hasMessageStartingWith(
            directory
                + ": the model's process has ended, in the load: it ended by signal SIGABRT: ")
        .hasMessageContaining("begin must be either int16, int32 or int64");
  }

  @Test
  void livesOnWhenAFunctionCallsItself() throws IOException {
    HostileGraphs.writeRecursive(directory);
    assertThatThrownBy(
            () -> {
              try (PythonModel there = LOADER.loadInChildProcess(directory)) {
                there.call(Map.of("x", 1f));
              }
            })
        .isInstanceOf(ModelException.class);
  }
}
