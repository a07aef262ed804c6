package io.longtape.callbacks;

import static io.longtape.callbacks.FakeTraining.logs;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.longtape.checkpoints.CheckpointException;
import io.longtape.checkpoints.TrainingState;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackupAndRestoreTest {

  @TempDir Path folder;
  private BackupAndRestore backup;

  @BeforeEach
  void create() {
    backup = BackupAndRestore.of(folder.resolve("backup"));
  }

  @Test
  void savesEachEpochAndRemovesItWhenAllIsDone() {
    FakeTraining training = new FakeTraining(backup);
    training.begin();
    assertThat(training.callbacks.interrupted(FakeTraining.FINGERPRINT)).isEmpty();
    training.beginEpoch();
    training.trainStep(Map.of());
    assertThat(backup.latest(FakeTraining.FINGERPRINT)).isEmpty();
    training.endEpoch(Map.of());
    assertThat(latest().epoch()).isEqualTo(2);
    assertThat(training.callbacks.interrupted(FakeTraining.FINGERPRINT)).isPresent();
    training.end();
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void staysAfterAnErrorOrWhenAskedTo() {
    FakeTraining training = new FakeTraining(backup);
    training.begin();
    training.epoch(Map.of());
    training.failure = new InterruptedException();
    training.end();
    assertThat(latest().epoch()).isEqualTo(2);

    training.failure = null;
    training.callbacks = new FakeTraining(backup.withDeleteCheckpoint(false)).callbacks;
    training.end();
    assertThat(latest().epoch()).isEqualTo(2);
  }

  @Test
  void savesEverySoManySteps() {
    FakeTraining training = new FakeTraining(backup.withSaveFreq(2));
    training.begin();
    training.beginEpoch();
    for (int step = 0; step < 3; step++) {
      training.trainStep(Map.of());
    }
    assertThat(latest().step()).isEqualTo(2);
    training.endEpoch(Map.of());
    assertThat(latest().iterations()).isEqualTo(2);
    training.beginEpoch();
    training.trainStep(Map.of());
    assertThat(latest().iterations()).isEqualTo(4);
    assertThat(latest().epoch()).isEqualTo(2);
    assertThat(latest().step()).isEqualTo(1);
    assertThatThrownBy(() -> backup.withSaveFreq(0))
        .hasMessage("saveFreq must be at least 1, but is 0");
  }

  @Test
  void comesAfterTheOthersWhereverItStands() {
    ReduceLROnPlateau plateau =
        ReduceLROnPlateau.create().withMonitor("loss").withPatience(0).withFactor(0.5);
    FakeTraining training = new FakeTraining(backup, plateau);
    training.setLearningRate(1);
    training.begin();
    training.epoch(logs("loss", 1));
    training.epoch(logs("loss", 1));
    assertThat(latest().learningRate()).isEqualTo(0.5);
    assertThat(latest().callbacks().keySet()).containsExactly("ReduceLROnPlateau");
  }

  @Test
  void refusesAnotherTrainingsState() {
    FakeTraining training = new FakeTraining(backup);
    training.begin();
    training.epoch(Map.of());
    assertThatThrownBy(() -> training.callbacks.interrupted("other"))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("'fake' there, 'other' here");
  }

  private TrainingState latest() {
    return backup.latest(FakeTraining.FINGERPRINT).orElseThrow().state();
  }
}
