package io.longtape.checkpoints;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills a process that does nothing but write checkpoints, again and again, at random moments. It
 * keeps only one: what is there must always be good.
 */
class KilledWriterIT {

  private static final int ROUNDS = Boolean.getBoolean("longtape.full") ? 100 : 10;
  private static final long SEED = 4;

  @TempDir Path folder;

  @Test
  void whatWasSavedLastIsThereAfterEveryKill() throws Exception {
    Random random = new Random(SEED);
    CheckpointDirectory directory = CheckpointDirectory.of(folder.resolve("backup"));
    long next = 1;
    int interrupted = 0;
    for (int round = 0; round < ROUNDS; round++) {
      long saved = writeUntilKilled(directory, next, random.nextInt(60));
      interrupted += leftUnfinished(directory) ? 1 : 0;
      CheckpointDirectory.Found found = directory.latest(States.FINGERPRINT).orElseThrow();
      assertThat(found.refused()).isEmpty();
      long step = found.state().iterations();
      assertThat(step).isBetween(saved, saved + 1);
      States.assertSame(found.state(), States.at(step, CheckpointLoop.NUMBERS));
      next = step + 1;
    }
    System.out.printf(
        "%d of %d kills came in the middle of a file; %d checkpoints were written%n",
        interrupted, ROUNDS, next - 1);
    assertThat(interrupted).as("kills in the middle of a file").isPositive();
  }

  /** The last step that the process said it had saved. */
  private static long writeUntilKilled(CheckpointDirectory directory, long from, int millis)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                System.getProperty("java.home") + "/bin/java",
                "-Xmx64m",
                "-cp",
                System.getProperty("java.class.path"),
                CheckpointLoop.class.getName(),
                directory.path().toString(),
                Long.toString(from))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader lines = process.inputReader(UTF_8)) {
      long saved = Long.parseLong(lines.readLine());
      Thread.sleep(millis);
      process.toHandle().destroyForcibly();
      for (String line; (line = lines.readLine()) != null; ) {
        saved = Long.parseLong(line);
      }
      process.waitFor();
      return saved;
    }
  }

  private static boolean leftUnfinished(CheckpointDirectory directory) throws IOException {
    try (var files = Files.list(directory.path())) {
      return files.anyMatch(file -> file.toString().endsWith(AtomicFile.UNFINISHED));
    }
  }
}
