package io.longtape.examples.forecasting;

import static org.assertj.core.api.Assertions.assertThat;

import io.longtape.scenario.cli.Cli;
import io.longtape.scenario.cli.Snapshot;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Ctrl-C during training leaves model and report as they were. */
@DisabledOnOs(OS.WINDOWS)
class InterruptIT {

  private static final long INTO_TRAINING_MILLIS = 3000;

  /** Of GNU coreutils; the process stays the same. */
  private static final List<String> HEED_INTERRUPTS = List.of("env", "--default-signal=INT");

  private static final long INTERRUPT_BIT = 0b10;

  @TempDir Path folder;

  @Test
  void theModelBeforeStaysWhole() throws Exception {
    Path csv = SampleCsv.write(folder.resolve("series.csv"), SampleCsv.daily(400));
    List<String> train = new ArrayList<>(List.of("train", "--data", csv.toString()));
    train.addAll(List.of("--horizon", "7", "--context", "14", "--units", "8"));
    train.addAll(List.of("--model", folder.resolve("model").toString()));
    train.addAll(List.of("--report", folder.resolve("report").toString()));
    Cli.run(Main::run, Stream.concat(train.stream(), Stream.of("--epochs", "1")).toArray())
        .worked();
    Snapshot before = Snapshot.of(folder);

    train.addAll(List.of("--epochs", "1000000", "--patience", "1000000", "--seed", "2"));
    Process child = start(train);
    try {
      try (BufferedReader out = child.inputReader()) {
        String line = out.readLine();
        while (line != null && !line.startsWith("Training an LSTM")) {
          line = out.readLine();
        }
        assertThat(line).as("the child trains").isNotNull();
        assertThat(child.waitFor(INTO_TRAINING_MILLIS, TimeUnit.MILLISECONDS)).isFalse();
        interrupt(child);
        assertThat(child.waitFor(30, TimeUnit.SECONDS)).as("the child ended").isTrue();
      }
    } finally {
      child.destroyForcibly();
    }

    assertThat(child.exitValue()).as("128 + SIGINT").isEqualTo(130);
    // Byte by byte, and nothing beside them: no half report, no hidden directory.
    assertThat(Snapshot.of(folder)).isEqualTo(before);
    try (Forecaster forecaster = Forecaster.load(folder.resolve("model"))) {
      assertThat(forecaster.schema().seed()).isEqualTo(1);
    }
  }

  private static Process start(List<String> args) throws IOException {
    List<String> command = new ArrayList<>(interruptsIgnored() ? HEED_INTERRUPTS : List.of());
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx1g", "-Dorg.bytedeco.javacpp.maxPhysicalBytes=0"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    command.addAll(args);
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }

  /**
   * A shell starts what runs in its background with interrupts ignored, and a JVM that inherits
   * this never sees one: not what a user at a terminal has.
   */
  private static boolean interruptsIgnored() throws IOException {
    Path status = Path.of("/proc/self/status");
    if (!Files.exists(status)) {
      return false;
    }
    try (Stream<String> lines = Files.lines(status)) {
      return lines
          .filter(line -> line.startsWith("SigIgn:"))
          .map(line -> line.substring("SigIgn:".length()).strip())
          .anyMatch(mask -> (Long.parseUnsignedLong(mask, 16) & INTERRUPT_BIT) != 0);
    }
  }

  private static void interrupt(Process child) throws IOException, InterruptedException {
    Process kill = new ProcessBuilder("kill", "-INT", String.valueOf(child.pid())).start();
    assertThat(kill.waitFor()).isZero();
  }
}
