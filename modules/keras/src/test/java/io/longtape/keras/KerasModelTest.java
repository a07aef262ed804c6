package io.longtape.keras;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.longtape.datasets.ArrayExamples;
import io.longtape.layers.Dense;
import io.longtape.layers.Dropout;
import io.longtape.layers.Input;
import io.longtape.layers.InputSpec;
import io.longtape.layers.MaskedTensor;
import io.longtape.layers.Pass;
import io.longtape.layers.recurrent.LSTM;
import io.longtape.losses.MeanSquaredError;
import io.longtape.models.CompileOptions;
import io.longtape.models.Model;
import io.longtape.networks.Network;
import io.longtape.networks.Sequential;
import io.longtape.optimizers.Nadam;
import io.longtape.optimizers.Optimizer;
import io.longtape.optimizers.RMSprop;
import io.longtape.serving.ModelException;
import io.longtape.weights.WeightValues;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.types.TFloat32;

class KerasModelTest {

  private static final Sequential NETWORK =
      Sequential.of(Input.of(3, 2), LSTM.of(2).withName("memory"), Dropout.of(0.5), Dense.of(1));

  @TempDir Path folder;

  static Stream<Optimizer> optimizers() {
    return Stream.of(
        Nadam.of(0.1),
        RMSprop.of(0.1),
        RMSprop.of(0.1).withMomentum(0.9),
        RMSprop.of(0.1).withCentered(true));
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void goesOnAsIfItHadNeverBeenWritten(Optimizer optimizer) {
    Path file = folder.resolve("model.keras");
    WeightValues expected;
    try (Model model = Model.of(NETWORK, 5)) {
      model.compile(CompileOptions.of(optimizer, MeanSquaredError.of()));
      train(model, 3);
      KerasModel.of(model).write(file);
      train(model, 3);
      expected = model.weights();
    }
    try (Model model = KerasModel.read(file).toModel(5)) {
      assertThat(model.optimizerState().iterations()).isEqualTo(3);
      train(model, 3);
      for (String name : expected.names()) {
        assertThat(model.weights().get(name).data()).isEqualTo(expected.get(name).data());
      }
    }
  }

  @Test
  void frozenLayersStayFrozen() {
    Path file = folder.resolve("model.keras");
    try (Model model = Model.of(NETWORK, 5)) {
      model.setTrainable("memory", false);
      model.compile(CompileOptions.of(Nadam.of(0.1), MeanSquaredError.of()));
      train(model, 1);
      KerasModel.of(model).write(file);
    }
    KerasModel saved = KerasModel.read(file);
    assertThat(saved.frozenLayers()).isEqualTo(Set.of("memory"));
    try (Model model = saved.toModel(5)) {
      train(model, 2);
      assertThat(model.weights().get("memory/lstm_cell/kernel").data())
          .isEqualTo(saved.weights().get("memory/lstm_cell/kernel").data());
      assertThat(model.weights().get("dense/kernel").data())
          .isNotEqualTo(saved.weights().get("dense/kernel").data());
    }
  }

  @Test
  void anotherKindOfFileIsRefused() throws IOException {
    Path file = folder.resolve("model.keras");
    Files.writeString(file, "a text");
    assertRefused(file, "is neither a .keras file, which is a zip file, nor a .h5 file");
    assertRefused(folder, "is not a file");
    assertRefused(folder.resolve("none"), "there is no such file");
  }

  @Test
  void aFileOfWeightsAloneIsRefusedAsAModel() {
    Path file = folder.resolve("a.weights.h5");
    try (Model model = Model.of(NETWORK, 5)) {
      WeightsFile.write(file, NETWORK, model.weights());
    }
    assertRefused(
        file,
        "has no attribute 'model_config'; a file of weights alone is read by WeightsFile, given its network");
  }

  @Test
  void aNetworkWithoutLayersIsRefused() {
    try (Model model = Model.of(new Same(), 5)) {
      assertThatThrownBy(() -> KerasModel.of(model))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("Keras saves networks of layers, a Sequential or a Functional, not a Same");
    }
  }

  private static void assertRefused(Path file, String message) {
    assertThatThrownBy(() -> KerasModel.read(file))
        .isInstanceOf(ModelException.class)
        .hasMessage(file + ": " + message);
  }

  private static void train(Model model, int steps) {
    float[][][] x = {{{1, 2}, {3, 4}, {5, 6}}, {{-1, 0}, {1, 0}, {0, 2}}};
    for (int step = 0; step < steps; step++) {
      model.trainOnBatch(ArrayExamples.of(x, new float[][] {{1}, {-1}}));
    }
  }

  private static final class Same implements Network {

    @Override
    public Map<String, InputSpec> inputs() {
      return Map.of("x", new InputSpec(org.tensorflow.ndarray.Shape.of(1), TFloat32.class));
    }

    @Override
    public Map<String, MaskedTensor> call(Pass pass, Map<String, MaskedTensor> inputs) {
      return Map.of("y", inputs.get("x"));
    }
  }

  @Test
  void aLossOfOnesOwnIsRefusedUnlessTheModelIsReadUncompiled() throws IOException {
    Path file = folder.resolve("own-loss.keras");
    Files.copy(Path.of("../../models/trained-classifier/model.keras"), file);
    try (FileSystem zip = FileSystems.newFileSystem(file)) {
      Path config = zip.getPath("config.json");
      Files.writeString(
          config,
          Files.readString(config).replace("sparse_categorical_crossentropy", "my_own_loss"));
    }
    assertThatThrownBy(() -> KerasModel.read(file))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("own-loss.keras")
        .hasMessageContaining("my_own_loss");
    KerasModel read = KerasModel.readUncompiled(file);
    assertThat(read.compileOptions()).isEmpty();
    assertThat(read.optimizerState()).isEmpty();
    assertThat(read.weights().names()).isNotEmpty();
    try (Model model = read.toModel(1)) {
      assertThat(model.compileOptions()).isEmpty();
    }
  }
}
