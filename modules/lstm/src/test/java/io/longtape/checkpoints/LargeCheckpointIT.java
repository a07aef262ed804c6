package io.longtape.checkpoints;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** 100 MB of weights are written and read in heaps that have no room for a second copy of them. */
class LargeCheckpointIT {

  private static final String HEAP = "-Xmx160m";

  @TempDir Path folder;

  @Test
  void needsNoSecondCopy() throws Exception {
    Path file = folder.resolve("large.ckpt");
    assertThat(run("write", file)).isEqualTo("4.5");
    assertThat(Files.size(file)).isBetween(100_000_000L, 100_010_000L);
    assertThat(run("read", file)).isEqualTo("4.5");
  }

  private static String run(String what, Path file) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                System.getProperty("java.home") + "/bin/java",
                HEAP,
                "-cp",
                System.getProperty("java.class.path"),
                LargeCheckpoint.class.getName(),
                what,
                file.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8).strip();
    assertThat(process.waitFor()).as(output).isZero();
    return output;
  }
}
