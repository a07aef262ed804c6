package io.longtape.keras.savedmodels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.longtape.serving.ModelException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.SavedModel;

class SavedModelFileTest {

  @TempDir Path folder;

  @Test
  void inspectsWithoutLoading() {
    Map<String, SignatureInfo> signatures =
        SavedModelLoader.create().inspect(GoldenModel.of("endpoints").savedModel());

    assertThat(signatures.keySet()).containsExactly("range", "serve", "serving_default", "train");
    SignatureInfo train = signatures.get("train");
    assertThat(train.inputs().get("past").shape()).hasToString("[-1, 7, 2]");
    assertThat(train.inputs().get("target").type()).isEqualTo(DataType.DT_FLOAT);
    assertThat(train.outputs().get("loss").shape()).isEqualTo(Shape.scalar());
  }

  @Test
  void aStatefulModelHasTheBatchOfItsStates() {
    SignatureInfo signature =
        SavedModelLoader.create()
            .inspect(GoldenModel.of("stateful-lstm").savedModel())
            .get("serving_default");

    assertThat(signature.inputs().get("piece").shape()).isEqualTo(Shape.of(2, 5, 3));
    assertThat(signature.outputs().get("output_0").shape()).isEqualTo(Shape.of(2, 2));
  }

  @Test
  void saysWhatIsNoModel() throws IOException {
    requireRefused(folder.resolve("none"), "it does not exist");
    requireRefused(folder, "it holds no saved_model.pb");
    Path file = Files.createFile(folder.resolve("file"));
    requireRefused(file, "it is a file");
    Files.createDirectory(folder.resolve("saved_model.pb"));
    requireRefused(folder, "it holds no saved_model.pb");
  }

  @Test
  void saysWhatIsDamaged() throws IOException {
    Path file = folder.resolve("saved_model.pb");
    byte[] whole = Files.readAllBytes(GoldenModel.of("gru").savedModel().resolve("saved_model.pb"));
    Files.write(file, Arrays.copyOf(whole, whole.length / 2));
    requireRefused(folder, "is damaged: it is no SavedModel protocol buffer");
    Files.write(file, new byte[0]);
    requireRefused(folder, "holds no graph of the tag 'serve'; it holds: no graph");
    byte[] groupsInGroups = new byte[200_000];
    Arrays.fill(groupsInGroups, (byte) 0x0b);
    Files.write(file, groupsInGroups);
    requireRefused(folder, "is damaged");
  }

  @Test
  void refusesASecondGraphThatWouldBeReadInstead() throws IOException {
    new TestGraph().write(folder);
    Files.createFile(folder.resolve("saved_model.cpb"));

    requireRefused(folder, "holds saved_model.cpb beside saved_model.pb");
  }

  @Test
  void refusesTwoGraphsOfOneTag() throws IOException {
    new TestGraph().write(folder);
    Path file = folder.resolve(SavedModelFile.NAME);
    SavedModel one = SavedModel.parseFrom(Files.readAllBytes(file));
    SavedModel.Builder two = one.toBuilder().addMetaGraphs(one.getMetaGraphs(0));
    two.getMetaGraphsBuilder(0).getMetaInfoDefBuilder().addTags(SavedModelFile.TAG);
    Files.write(file, two.build().toByteArray());

    requireRefused(folder, "it holds 2 graphs of the tag 'serve'");
  }

  @Test
  void refusesSignaturesOfTensorsThatAreNotThere() throws IOException {
    new TestGraph().signature("broken", "gone").write(folder);

    requireRefused(folder, "'y' of the signature 'broken' is the tensor 'gone:0'");
  }

  private static void requireRefused(Path directory, String message) {
    assertThatThrownBy(() -> SavedModelLoader.create().inspect(directory))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining(message)
        .hasMessageContaining(directory.toString())
        .hasMessageNotContaining("\n");
  }
}
