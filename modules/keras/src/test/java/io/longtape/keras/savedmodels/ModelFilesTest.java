package io.longtape.keras.savedmodels;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.longtape.serving.ModelException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelFilesTest {

  @TempDir Path folder;

  private Path model;

  @BeforeEach
  void makeAModel() throws IOException {
    model = folder.resolve("model");
    Files.createDirectories(model.resolve("assets"));
    Files.createDirectory(model.resolve("variables"));
    Files.writeString(model.resolve("assets/words.txt"), "a\n");
    Files.writeString(folder.resolve("secret.txt"), "s\n");
  }

  @Test
  void wholeModelsPass() throws IOException {
    Files.createFile(model.resolve("variables/variables.index"));
    GraphIndex graph =
        new TestGraph().saver("f", "s", "restore").asset("a", "words.txt").index(model);

    assertThatCode(() -> ModelFiles.check(graph)).doesNotThrowAnyException();
  }

  @Test
  void variablesThatAreRestoredMustBeThere() {
    requireRefused(
        new TestGraph().saver("f", "s", "restore"), "holds no variables/variables.index");
  }

  @Test
  void variablesAreFiles() throws IOException {
    Files.createFile(model.resolve("variables/variables.index"));
    Files.createSymbolicLink(
        model.resolve("variables/variables.data-00000-of-00001"), Path.of("/dev/null"));

    requireRefused(
        new TestGraph().saver("f", "s", "restore"),
        "variables/variables.data-00000-of-00001 is no file");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", ".", "..", "../secret.txt", "../../secret.txt", "in/words.txt", "/etc/passwd"})
  void assetsAreFilesOfTheModel(String name) {
    requireRefused(
        new TestGraph().asset("a", name), "its asset '" + name + "' is not a file in its folder");
  }

  @Test
  void assetsAreNoNamesThatNoFileHas() {
    requireRefused(new TestGraph().asset("a", "a\0b"), "is not a file in its folder");
  }

  @Test
  void assetsAreNotNamedAsInTensorFlow1() {
    requireRefused(
        new TestGraph().collection("saved_model_assets", "a"),
        "in the collection 'saved_model_assets'");
  }

  @Test
  void assetsMustBeThere() {
    requireRefused(new TestGraph().asset("a", "other.txt"), "holds no assets/other.txt");
  }

  @Test
  void assetsAreNoLinksToOtherPlaces() throws IOException {
    Files.createSymbolicLink(model.resolve("assets/link.txt"), folder.resolve("secret.txt"));

    requireRefused(new TestGraph().asset("a", "link.txt"), "its asset 'link.txt'");
  }

  private void requireRefused(TestGraph graph, String message) {
    assertThatThrownBy(() -> ModelFiles.check(graph.index(model)))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining(message);
  }
}
