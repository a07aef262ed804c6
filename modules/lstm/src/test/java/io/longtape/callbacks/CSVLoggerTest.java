package io.longtape.callbacks;

import static io.longtape.callbacks.FakeTraining.logs;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.longtape.checkpoints.TrainingState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CSVLoggerTest {

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void name() {
    file = folder.resolve("logs/run.csv");
  }

  @Test
  void writesALineWhenAnEpochIsDone() {
    FakeTraining training = new FakeTraining(CSVLogger.of(file));
    training.begin();
    training.epoch(logs("loss", 0.5, "accuracy", 0.25, "val_loss", Double.NaN));
    assertThat(file)
        .hasContent(
            """
            epoch,accuracy,loss,val_loss
            1,0.25,0.5,NaN
            """);
    training.epoch(logs("loss", 1e-7, "accuracy", 1));
    training.end();
    assertThat(file)
        .hasContent(
            """
            epoch,accuracy,loss,val_loss
            1,0.25,0.5,NaN
            2,1.0,1.0E-7,NA
            """);
  }

  @Test
  void replacesAFile() {
    fit(CSVLogger.of(file), 1);
    fit(CSVLogger.of(file), 2);
    assertThat(file).hasContent("epoch,loss,val_loss\n1,2.0,NA\n");
  }

  @Test
  void appendsToAFileWithTheSameColumns() {
    fit(CSVLogger.of(file).withAppend(true), 1);
    fit(CSVLogger.of(file).withAppend(true), 2);
    assertThat(file).hasContent("epoch,loss,val_loss\n1,1.0,NA\n1,2.0,NA\n");
  }

  @Test
  void refusesToAppendToOtherColumns() throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, "epoch,accuracy\n1,0.5\n");
    FakeTraining training = new FakeTraining(CSVLogger.of(file).withAppend(true));
    training.begin();
    assertThatThrownBy(() -> training.epoch(logs("loss", 1)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            file
                + " begins with 'epoch,accuracy', but this training has 'epoch,loss,val_loss';"
                + " log to another file, or do not append");
    training.end();
    assertThat(file).hasContent("epoch,accuracy\n1,0.5\n");
  }

  @Test
  void quotesNamesThatHoldTheSeparator() {
    FakeTraining training = new FakeTraining(CSVLogger.of(file).withSeparator(';'));
    training.begin();
    training.epoch(logs("a;b", 1, "a,b", 2, "val_\"q\"", 3));
    training.end();
    assertThat(file).hasContent("epoch;a,b;\"a;b\";\"val_\"\"q\"\"\"\n1;2.0;1.0;3.0\n");
  }

  @Test
  void goesOnAfterTheEpochOfTheCheckpoint() {
    FakeTraining killed = new FakeTraining(CSVLogger.of(file));
    killed.begin();
    killed.epoch(logs("loss", 1));
    TrainingState state = killed.state();
    killed.epoch(logs("loss", 2));
    killed.epoch(logs("loss", 3));

    FakeTraining training = new FakeTraining(CSVLogger.of(file));
    training.goOnFrom(state);
    assertThat(file).hasContent("epoch,loss,val_loss\n1,1.0,NA\n");
    training.epoch(logs("loss", 2.5));
    training.end();
    assertThat(file).hasContent("epoch,loss,val_loss\n1,1.0,NA\n2,2.5,NA\n");
  }

  @Test
  void goesOnFromTheFirstEpochAndWithoutAFile() throws IOException {
    FakeTraining killed = new FakeTraining(CSVLogger.of(file));
    killed.begin();
    TrainingState state = killed.state();
    killed.epoch(logs("loss", 1));
    FakeTraining training = new FakeTraining(CSVLogger.of(file));
    training.goOnFrom(state);
    training.epoch(logs("loss", 4));
    training.end();
    assertThat(file).hasContent("epoch,loss,val_loss\n1,4.0,NA\n");

    TrainingState later = training.state();
    Files.delete(file);
    FakeTraining other = new FakeTraining(CSVLogger.of(file));
    other.goOnFrom(later);
    other.epoch(logs("loss", 5));
    other.end();
    assertThat(file).hasContent("epoch,loss,val_loss\n2,5.0,NA\n");
  }

  @Test
  void namesAFileThatCannotBeWritten() throws IOException {
    Files.createDirectories(file);
    FakeTraining training = new FakeTraining(CSVLogger.of(file));
    assertThatThrownBy(training::begin)
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageStartingWith("cannot write the log " + file + ": ");
    training.end();
  }

  private static void fit(CSVLogger logger, double loss) {
    FakeTraining training = new FakeTraining(logger);
    training.begin();
    training.epoch(logs("loss", loss));
    training.end();
  }
}
