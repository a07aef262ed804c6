package io.longtape.keras;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jhdf.HdfFile;
import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.jhdf.api.Node;
import io.longtape.layers.Dense;
import io.longtape.layers.Embedding;
import io.longtape.layers.Input;
import io.longtape.layers.LayerNormalization;
import io.longtape.layers.TimeDistributed;
import io.longtape.layers.recurrent.Bidirectional;
import io.longtape.layers.recurrent.GRU;
import io.longtape.layers.recurrent.LSTM;
import io.longtape.layers.recurrent.SimpleRNN;
import io.longtape.models.Model;
import io.longtape.networks.Sequential;
import io.longtape.serving.ModelException;
import io.longtape.weights.WeightValues;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.ndarray.Shape;

class WeightsFileTest {

  private static final Sequential NETWORK =
      Sequential.of(
          Input.ints(4, 5),
          TimeDistributed.of(Embedding.of(9, 2)),
          TimeDistributed.of(Bidirectional.of(GRU.of(1))).withName("inside"),
          LayerNormalization.of().withCenter(false),
          Bidirectional.of(SimpleRNN.of(2).withReturnSequences(true)).withName("both"),
          LSTM.of(3).withUseBias(false).withReturnSequences(true),
          LSTM.of(2),
          Dense.of(1).withName("end"));

  @TempDir Path folder;

  @Test
  void putsEachWeightWhereKerasLooksForIt() {
    Path file = folder.resolve("a.weights.h5");
    WeightValues weights = weights(1);
    WeightsFile.write(file, NETWORK, weights);
    try (HdfFile written = new HdfFile(file)) {
      List<String> paths = new ArrayList<>();
      collect(written, paths);
      assertThat(paths)
          .containsExactlyInAnyOrder(
              "/layers/time_distributed/layer/vars/0",
              "/layers/time_distributed_1/layer/forward_layer/cell/vars/0",
              "/layers/time_distributed_1/layer/forward_layer/cell/vars/1",
              "/layers/time_distributed_1/layer/forward_layer/cell/vars/2",
              "/layers/time_distributed_1/layer/backward_layer/cell/vars/0",
              "/layers/time_distributed_1/layer/backward_layer/cell/vars/1",
              "/layers/time_distributed_1/layer/backward_layer/cell/vars/2",
              "/layers/layer_normalization/vars/0",
              "/layers/bidirectional/forward_layer/cell/vars/0",
              "/layers/bidirectional/forward_layer/cell/vars/1",
              "/layers/bidirectional/forward_layer/cell/vars/2",
              "/layers/bidirectional/backward_layer/cell/vars/0",
              "/layers/bidirectional/backward_layer/cell/vars/1",
              "/layers/bidirectional/backward_layer/cell/vars/2",
              "/layers/lstm/cell/vars/0",
              "/layers/lstm/cell/vars/1",
              "/layers/lstm_1/cell/vars/0",
              "/layers/lstm_1/cell/vars/1",
              "/layers/lstm_1/cell/vars/2",
              "/layers/dense/vars/0",
              "/layers/dense/vars/1");
      assertThat(
              written
                  .getDatasetByPath("/layers/bidirectional/backward_layer/cell/vars/2")
                  .getData())
          .isEqualTo(weights.get("both/backward_simple_rnn/simple_rnn_cell/bias").data());
      assertThat(written.getByPath("/layers/dense/vars").getAttribute("name").getData())
          .isEqualTo("end");
    }
  }

  @Test
  void readsWhatItWrote() {
    Path file = folder.resolve("a.weights.h5");
    WeightValues weights = weights(2);
    WeightsFile.write(file, NETWORK, weights);
    WeightValues read = WeightsFile.read(file, NETWORK);
    assertThat(read.names()).containsExactlyInAnyOrderElementsOf(weights.names());
    for (String name : weights.names()) {
      assertThat(read.get(name).shape()).isEqualTo(weights.get(name).shape());
      assertThat(read.get(name).data()).isEqualTo(weights.get(name).data());
    }
  }

  @Test
  void theSameWeightsGiveTheSameBytes() throws IOException {
    Path a = folder.resolve("a.keras");
    Path b = folder.resolve("b.keras");
    KerasModel.of(NETWORK, weights(3)).write(a);
    KerasModel.of(NETWORK, weights(3)).write(b);
    assertThat(Files.mismatch(a, b)).isEqualTo(-1);
  }

  @Test
  void anOldFileStaysWhenAWeightIsMissing() throws IOException {
    Path file = folder.resolve("a.weights.h5");
    Files.writeString(file, "old");
    WeightValues some = new WeightValues(Map.of("end/bias", weights(1).get("end/bias")));
    assertThatThrownBy(() -> WeightsFile.write(file, NETWORK, some))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("there is no weight 'time_distributed/embedding/embeddings'");
    assertThat(file).hasContent("old");
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void refusesAWeightOfAnotherShape() {
    WeightValues wrong =
        weights(1)
            .with(
                new WeightValues(
                    Map.of("end/bias", new WeightValues.Value(Shape.of(2), new float[2]))));
    assertThatThrownBy(() -> WeightsFile.write(folder.resolve("a.weights.h5"), NETWORK, wrong))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("weight 'end/bias' has shape [1], the value given [2]");
  }

  @Test
  void saysWhyItCannotWrite() throws IOException {
    Path notAFolder = Files.createFile(folder.resolve("notes"));
    Path file = notAFolder.resolve("model.weights.h5");
    assertThatThrownBy(() -> WeightsFile.write(file, NETWORK, weights(1)))
        .isInstanceOf(ModelException.class)
        .hasMessage("%s: cannot be written: %s is a file, not a folder", file, notAFolder);
  }

  @Test
  void refusesAnotherKindOfFile() throws IOException {
    Path file = Files.writeString(folder.resolve("model.keras"), "PK");
    assertThatThrownBy(() -> WeightsFile.read(file, NETWORK))
        .isInstanceOf(ModelException.class)
        .hasMessage("%s: is not a .weights.h5 file, which is an HDF5 file", file);
  }

  @Test
  void refusesAnotherEnding() {
    Path file = folder.resolve("a.h5");
    assertThatThrownBy(() -> WeightsFile.write(file, NETWORK, weights(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Keras reads weights from files that end in .weights.h5, not '" + file + "'");
    assertThatThrownBy(() -> KerasModel.of(NETWORK, weights(1)).write(file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Keras reads models from files that end in .keras, not '" + file + "'");
  }

  private static WeightValues weights(long seed) {
    try (Model model = Model.of(NETWORK, seed)) {
      return model.weights();
    }
  }

  private static void collect(Group group, List<String> paths) {
    for (Node node : group) {
      if (node instanceof Group inner) {
        collect(inner, paths);
      } else if (node instanceof Dataset) {
        paths.add(node.getPath());
      }
    }
  }
}
