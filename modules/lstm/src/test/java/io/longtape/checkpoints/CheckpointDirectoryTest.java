package io.longtape.checkpoints;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointDirectoryTest {

  @TempDir Path folder;
  private Path path;
  private CheckpointDirectory directory;

  @BeforeEach
  void open() {
    path = folder.resolve("backup");
    directory = CheckpointDirectory.of(path);
  }

  @Test
  void isEmptyAtFirst() {
    assertThat(directory.latest(States.FINGERPRINT)).isEmpty();
    assertThat(path).doesNotExist();
    directory.delete();
  }

  @Test
  void keepsTheNewestByStep() throws IOException {
    assertThat(save(9)).isEqualTo(path.resolve("checkpoint-0000000009.ckpt"));
    save(10);
    save(100);
    assertThat(files()).containsExactly("checkpoint-0000000010.ckpt", "checkpoint-0000000100.ckpt");
    CheckpointDirectory.Found found = latest();
    assertThat(found.file()).isEqualTo(path.resolve("checkpoint-0000000100.ckpt"));
    assertThat(found.refused()).isEmpty();
    States.assertSame(found.state(), States.at(100, 4));
  }

  @Test
  void keepsAsManyAsAsked() throws IOException {
    CheckpointDirectory three = directory.withKeep(3);
    for (int step = 1; step <= 5; step++) {
      three.save(States.at(step, 4));
    }
    assertThat(files())
        .containsExactly(
            "checkpoint-0000000003.ckpt",
            "checkpoint-0000000004.ckpt",
            "checkpoint-0000000005.ckpt");
    directory.withKeep(1).save(States.at(6, 4));
    assertThat(files()).containsExactly("checkpoint-0000000006.ckpt");
    assertThatThrownBy(() -> directory.withKeep(0))
        .hasMessage("a directory keeps at least 1 checkpoint, not 0");
  }

  @Test
  void fallsBackToTheLastGoodOneAndSaysWhy() throws IOException {
    save(1);
    Path newest = save(2);
    Files.write(newest, new byte[0]);
    CheckpointDirectory.Found found = latest();
    assertThat(found.state().iterations()).isEqualTo(1);
    assertThat(found.refused())
        .containsExactly("checkpoint " + newest + " cannot be used: it is empty");
  }

  @Test
  void doesNotBeginAnewWhenNoneIsGood() throws IOException {
    save(1);
    Path newest = save(2);
    assertThatThrownBy(() -> directory.latest("other"))
        .isInstanceOf(CheckpointException.class)
        .hasMessageStartingWith(
            "none of the 2 checkpoints in "
                + path
                + " can be used; remove them to begin anew; the newest: checkpoint "
                + newest
                + " cannot be used: it belongs to another network");
  }

  @Test
  void goingOnFromAnEarlierStepRemovesTheLaterOnes() throws IOException {
    save(500);
    Files.write(save(600), new byte[] {1, 2, 3});
    save(550);
    assertThat(files()).containsExactly("checkpoint-0000000500.ckpt", "checkpoint-0000000550.ckpt");
    assertThat(latest().state().iterations()).isEqualTo(550);
  }

  @Test
  void clearsUpAfterAKilledProcessAndLeavesOtherFilesAlone() throws IOException {
    Files.createDirectories(path);
    Files.createFile(path.resolve("checkpoint-0000000007.ckpt.tmp"));
    Files.createFile(path.resolve("notes.txt"));
    Files.createFile(path.resolve("notes.tmp"));
    save(8);
    assertThat(files()).containsExactly("checkpoint-0000000008.ckpt", "notes.tmp", "notes.txt");
    directory.delete();
    assertThat(files()).containsExactly("notes.tmp", "notes.txt");
  }

  @Test
  void deletesItselfWhenNothingElseIsThere() {
    save(8);
    directory.delete();
    assertThat(path).doesNotExist();
    assertThat(folder).exists();
  }

  private Path save(long step) {
    return directory.save(States.at(step, 4));
  }

  private CheckpointDirectory.Found latest() {
    return directory.latest(States.FINGERPRINT).orElseThrow();
  }

  private List<String> files() throws IOException {
    try (var files = Files.list(path)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
