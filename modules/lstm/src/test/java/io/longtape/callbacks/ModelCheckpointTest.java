package io.longtape.callbacks;

import static io.longtape.callbacks.FakeTraining.logs;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.longtape.checkpoints.Checkpoint;
import io.longtape.checkpoints.TrainingState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelCheckpointTest {

  @TempDir Path folder;

  @Test
  void savesWholeStatesThatCanBeGoneOnFrom() {
    FakeTraining training =
        new FakeTraining(
            ModelCheckpoint.of(folder + "/new/{epoch:02d}.ckpt"),
            EarlyStopping.create().withPatience(5));
    training.begin();
    training.epoch(logs("val_loss", 1));
    training.epoch(logs("val_loss", 2));
    TrainingState state = Checkpoint.read(folder.resolve("new/02.ckpt"), FakeTraining.FINGERPRINT);
    assertThat(state.epoch()).isEqualTo(3);
    assertThat(state.weights().get("dense/kernel").data()).containsExactly(2);
    assertThat(state.callbacks().get("EarlyStopping").numbers().get("wait")).isEqualTo(1);
    assertThat(folder.resolve("new/01.ckpt")).exists();
  }

  @Test
  void keepsOnlyTheBest() {
    Path file = folder.resolve("best.ckpt");
    FakeTraining training =
        new FakeTraining(ModelCheckpoint.of(file.toString()).withSaveBestOnly(true));
    training.begin();
    for (double loss : new double[] {3, 1, 2, 1}) {
      training.epoch(logs("val_loss", loss));
    }
    assertThat(Checkpoint.read(file).weights().get("dense/kernel").data()).containsExactly(2);
  }

  @Test
  void remembersTheBestAcrossACheckpointAndASecondTraining() {
    ModelCheckpoint callback =
        ModelCheckpoint.of(folder + "/{epoch}.ckpt").withSaveBestOnly(true).withMonitor("loss");
    FakeTraining first = new FakeTraining(callback);
    first.begin();
    first.epoch(logs("loss", 1));
    TrainingState state = first.state();
    first.begin();
    first.epoch(logs("loss", 2));
    FakeTraining resumed =
        new FakeTraining(
            ModelCheckpoint.of(folder + "/{epoch}.ckpt")
                .withSaveBestOnly(true)
                .withMonitor("loss"));
    resumed.goOnFrom(state);
    resumed.epoch(logs("loss", 2));
    assertThat(folder.resolve("1.ckpt")).exists();
    assertThat(folder.resolve("2.ckpt")).doesNotExist();
    resumed.epoch(logs("loss", 0.5));
    assertThat(folder.resolve("3.ckpt")).exists();
  }

  @Test
  void countsStepsOverEpochsAndACheckpoint() {
    FakeTraining first = new FakeTraining(bySteps());
    first.begin();
    first.beginEpoch();
    first.trainStep(Map.of());
    first.trainStep(Map.of());
    TrainingState state = first.state();
    FakeTraining second = new FakeTraining(bySteps());
    second.goOnFrom(state);
    second.trainStep(Map.of());
    assertThat(folder.resolve("1-3.ckpt")).exists();
    second.endEpoch(Map.of());
    second.beginEpoch();
    for (int step = 0; step < 3; step++) {
      second.trainStep(Map.of());
    }
    assertThat(Checkpoint.read(folder.resolve("2-3.ckpt")).iterations()).isEqualTo(6);
  }

  private ModelCheckpoint bySteps() {
    return ModelCheckpoint.of(folder + "/{epoch}-{batch}.ckpt").withSaveFreq(3);
  }

  @Test
  void savesModelsWhereThePathSaysAndClearsNothingAwayItself() throws IOException {
    Path model = folder.resolve("model");
    Path own = Files.writeString(Files.createDirectories(model).resolve("own.txt"), "mine");
    FakeTraining training = new FakeTraining(ModelCheckpoint.of(model.toString()).withSavedModel());
    training.begin();
    training.epoch(Map.of());
    training.epoch(Map.of());
    assertThat(training.models).containsExactly(model, model);
    assertThat(model.resolve("saved_model.pb")).hasContent("2.0");
    assertThat(own).hasContent("mine");
  }

  @Test
  void namesWhatIsNotThere() {
    FakeTraining training =
        new FakeTraining(ModelCheckpoint.of(folder + "/x").withSaveBestOnly(true));
    training.begin();
    assertThatThrownBy(() -> training.epoch(logs("loss", 1)))
        .hasMessageStartingWith("ModelCheckpoint watches 'val_loss', but there is no such metric");
    FakeTraining other = new FakeTraining(ModelCheckpoint.of("{epoch}-{val_acc:.2f}"));
    other.begin();
    assertThatThrownBy(() -> other.epoch(logs("loss", 1)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "path '{epoch}-{val_acc:.2f}' names 'val_acc', which is not there; there are: epoch, loss");
  }

  @Test
  void fillsInPythonsFormats() {
    Map<String, Number> values = Map.of("epoch", 7, "loss", 0.012345);
    assertThat(fill("{epoch}", values)).isEqualTo("7");
    assertThat(fill("a{epoch:03d}b{epoch:4d}", values)).isEqualTo("a007b   7");
    assertThat(fill("{loss:.3f}-{loss:.2e}-{loss}", values)).isEqualTo("0.012-1.23e-02-0.012345");
    assertThat(fill("{epoch:.1f}", values)).isEqualTo("7.0");
    assertThat(fill("C:\\$1", values)).isEqualTo("C:\\$1");
    assertThatThrownBy(() -> fill("{loss:02d}", values))
        .hasMessage("path '{loss:02d}' has '02d' for 'loss', which is no whole number; use .2f");
    for (String format : new String[] {"x", "0d", ".2", ".2d", "n", "%d", ""}) {
      assertThatThrownBy(() -> new PathTemplate("{epoch:" + format + "}"))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "path '{epoch:%s}' has the format '%s'; formats look like 02d, .2f or .3e"
                  .formatted(format, format));
    }
  }

  private static String fill(String template, Map<String, Number> values) {
    return new PathTemplate(template).fill(values);
  }
}
