package io.longtape.models;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The process of a long training does not grow. {@code -Dlongtape.full=true} runs 10,000 steps both
 * ways.
 */
@EnabledOnOs(value = OS.LINUX, disabledReason = "reads /proc/self/status")
class ResidentMemoryIT {

  private static final boolean FULL = Boolean.getBoolean("longtape.full");

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void trainingStaysAsLargeAsItIs(boolean eagerly) throws Exception {
    double growth =
        FULL ? growth(eagerly, 1_000, 10_000) : growth(eagerly, 200, eagerly ? 600 : 2_000);
    System.out.printf("eagerly %s: resident memory grew by %.1f MiB%n", eagerly, growth);
    assertThat(growth).isLessThan(FULL ? 64 : 32);
  }

  /** In MiB, of a process whose heap has its final size from the beginning. */
  private static double growth(boolean eagerly, int settled, int end)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                System.getProperty("java.home") + "/bin/java",
                "-Xms256m",
                "-Xmx256m",
                "-XX:+AlwaysPreTouch",
                "-cp",
                System.getProperty("java.class.path"),
                LongTraining.class.getName(),
                Boolean.toString(eagerly),
                Integer.toString(settled),
                Integer.toString(end))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    List<String> lines =
        new String(process.getInputStream().readAllBytes(), UTF_8).lines().toList();
    assertThat(process.waitFor()).isZero();
    assertThat(lines).hasSize(2);
    return (Long.parseLong(lines.get(1)) - Long.parseLong(lines.get(0))) / 1024.0;
  }
}
