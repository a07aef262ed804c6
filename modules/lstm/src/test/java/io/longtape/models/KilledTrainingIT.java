package io.longtape.models;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * {@code kill -9} at random moments: training ends with the weights and the history of one that was
 * left alone.
 */
class KilledTrainingIT {

  private static final int KILLS = Boolean.getBoolean("longtape.full") ? 20 : 3;
  private static final long SEED = 9;

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void endsAsIfItHadNeverBeenKilled(boolean eagerly) throws Exception {
    Random random = new Random(SEED);
    Path whole = folder.resolve("whole.txt");
    start(folder.resolve("spared"), eagerly, whole).waitFor();
    Path backup = folder.resolve("killed");
    Path resumed = folder.resolve("resumed.txt");
    int kills = 0;
    for (int round = 0; round < 10 * KILLS && kills < KILLS; round++) {
      Process training = start(backup, eagerly, resumed);
      String before = newest(backup);
      while (training.isAlive() && newest(backup).equals(before)) {
        Thread.sleep(2);
      }
      if (training.waitFor(random.nextInt(60), TimeUnit.MILLISECONDS)) {
        break;
      }
      training.toHandle().destroyForcibly();
      int exit = training.waitFor();
      if (exit == 0) {
        break; // it ended by itself between the last look and the kill
      }
      assertThat(exit).as("killed by SIGKILL").isEqualTo(128 + 9);
      kills++;
    }
    assertThat(start(backup, eagerly, resumed).waitFor()).isZero();
    System.out.printf("eagerly %s: killed %d times%n", eagerly, kills);
    assertThat(kills).isPositive();
    assertThat(resumed).hasSameTextualContentAs(whole);
  }

  private static Process start(Path backup, boolean eagerly, Path outcome) throws IOException {
    return new ProcessBuilder(
            System.getProperty("java.home") + "/bin/java",
            "-Xmx256m",
            "-cp",
            System.getProperty("java.class.path"),
            ResumedTraining.class.getName(),
            backup.toString(),
            Boolean.toString(eagerly),
            outcome.toString())
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  /** The name of the newest checkpoint. */
  private static String newest(Path backup) {
    String[] names = backup.toFile().list();
    return names == null
        ? ""
        : Stream.of(names).filter(name -> name.endsWith(".ckpt")).max(String::compareTo).orElse("");
  }
}
