package io.longtape.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.longtape.callbacks.BackupAndRestore;
import io.longtape.callbacks.Callback;
import io.longtape.callbacks.LambdaCallback;
import io.longtape.checkpoints.CheckpointDirectory;
import io.longtape.checkpoints.CheckpointException;
import io.longtape.datasets.Example;
import io.longtape.datasets.ExampleStream;
import io.longtape.optimizers.Adam;
import io.longtape.optimizers.Optimizer;
import io.longtape.optimizers.SGD;
import io.longtape.optimizers.schedules.ExponentialDecay;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Training that is cut off goes on to the bit; {@link KilledTrainingIT} does it the hard way. */
class ResumeIT {

  @TempDir Path folder;

  private static Callback dyingAfterStep(long steps) {
    return LambdaCallback.create()
        .withOnTrainBatchEnd(
            (context, step, logs) -> {
              if (context.iterations() == steps) {
                throw new IllegalStateException("killed");
              }
            });
  }

  private static Callback dyingAfterEpoch(int last) {
    return LambdaCallback.create()
        .withOnEpochEnd(
            (context, epoch, logs) -> {
              if (epoch == last) {
                throw new IllegalStateException("killed");
              }
            });
  }

  private static void die(Runnable training) {
    assertThatThrownBy(training::run).hasMessage("killed");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void goesOnFromTheMiddleOfEpochsWithBothWaysOfRunning(boolean eagerly) {
    ResumedTraining.Outcome whole = ResumedTraining.run(folder.resolve("whole"), eagerly);
    assertThat(whole.epochs().size())
        .as("early stopping had its say")
        .isBetween(4, ResumedTraining.EPOCHS - 1);
    assertThat(whole.epochs().get(whole.epochs().size() - 1).learningRate())
        .as("and so had the plateau")
        .isLessThan(0.1);
    Path killed = folder.resolve("killed");
    for (long steps : new long[] {2, 11, 21, 22}) {
      die(() -> ResumedTraining.run(killed, eagerly, dyingAfterStep(steps)));
    }
    die(() -> ResumedTraining.run(killed, eagerly, dyingAfterEpoch(whole.epochs().size())));
    assertThat(ResumedTraining.run(killed, eagerly).text()).isEqualTo(whole.text());
    assertThat(killed).doesNotExist();
  }

  @Test
  void goesOnBetweenTheLastStepOfAnEpochAndItsEnd() {
    Optimizer optimizer = Adam.of(ExponentialDecay.of(0.05, 10, 0.5));
    ResumedTraining.Outcome whole =
        ResumedTraining.run(optimizer, false, ResumedTraining.DATA, List.of());
    Path killed = folder.resolve("killed");
    BackupAndRestore backup = BackupAndRestore.of(killed).withSaveFreq(ResumedTraining.STEPS);
    die(
        () ->
            ResumedTraining.run(
                optimizer, false, ResumedTraining.DATA, List.of(backup, dyingAfterEpoch(2))));
    assertThat(ResumedTraining.run(optimizer, false, ResumedTraining.DATA, List.of(backup)).text())
        .isEqualTo(whole.text());
  }

  @Test
  void goesOnWithAStreamThatIsShuffledThroughABuffer() {
    List<Example> examples = new ArrayList<>();
    float[][][] x = Samples.sequences(27, 5, 2);
    for (int i = 0; i < x.length; i++) {
      examples.add(Example.of(x[i], Samples.means(x)[i]));
    }
    ExampleStream stream = ExampleStream.over(examples);
    SGD optimizer = SGD.of(0.05).withMomentum(0.9);
    ResumedTraining.Outcome whole = ResumedTraining.run(optimizer, false, stream, List.of());
    BackupAndRestore backup = BackupAndRestore.of(folder.resolve("killed")).withSaveFreq(2);
    for (long steps : new long[] {5, 16}) {
      die(
          () ->
              ResumedTraining.run(
                  optimizer, false, stream, List.of(backup, dyingAfterStep(steps))));
    }
    assertThat(ResumedTraining.run(optimizer, false, stream, List.of(backup)).text())
        .isEqualTo(whole.text());
  }

  @Test
  void aCheckpointThatWasCutShortIsPassedOver() throws IOException {
    ResumedTraining.Outcome whole = ResumedTraining.run(folder.resolve("whole"), false);
    Path killed = folder.resolve("killed");
    die(() -> ResumedTraining.run(killed, false, dyingAfterStep(13)));
    Path newest = killed.resolve("checkpoint-0000000012.ckpt");
    try (FileChannel file = FileChannel.open(newest, StandardOpenOption.WRITE)) {
      file.truncate(file.size() * 2 / 3);
    }
    assertThat(ResumedTraining.run(killed, false).text()).isEqualTo(whole.text());

    die(() -> ResumedTraining.run(killed, false, dyingAfterStep(7)));
    for (String name : List.of("checkpoint-0000000003.ckpt", "checkpoint-0000000006.ckpt")) {
      Files.writeString(killed.resolve(name), "");
    }
    assertThatThrownBy(() -> ResumedTraining.run(killed, false))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("none of the 2 checkpoints");
  }

  @Test
  void anotherTrainingDoesNotGoOnFromIt() {
    Path killed = folder.resolve("killed");
    List<Callback> dying = List.of(BackupAndRestore.of(killed).withSaveFreq(2), dyingAfterStep(3));
    die(() -> ResumedTraining.run(SGD.of(0.1), false, ResumedTraining.DATA, dying));
    assertThat(CheckpointDirectory.of(killed).path()).isDirectoryContaining("glob:**2.ckpt");
    for (Optimizer other : List.of(SGD.of(0.2), SGD.of(0.1).withMomentum(0.5), Adam.of(0.1))) {
      assertThatThrownBy(() -> ResumedTraining.run(other, false, ResumedTraining.DATA, dying))
          .isInstanceOf(CheckpointException.class);
    }
    assertThatThrownBy(() -> ResumedTraining.run(SGD.of(0.1), true, ResumedTraining.DATA, dying))
        .isInstanceOf(CheckpointException.class);
  }
}
