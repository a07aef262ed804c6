package io.longtape.autodiff;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.longtape.autodiff.TrainingLoop.Care;
import io.longtape.autodiff.TrainingLoop.Network;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The process of a long training loop does not grow. {@code -Dlongtape.full=true} runs 10,000
 * steps.
 */
@EnabledOnOs(value = OS.LINUX, disabledReason = "reads /proc/self/status")
class ResidentMemoryIT {

  private static final boolean FULL = Boolean.getBoolean("longtape.full");

  @ParameterizedTest
  @EnumSource
  void trainingStaysAsLargeAsItIs(Network network) throws Exception {
    double growth = FULL ? growth(network, Care.FULL, 1_000, 10_000) : soon(network, Care.FULL);
    System.out.printf("%s: resident memory grew by %.1f MiB%n", network, growth);
    assertThat(growth).isLessThan(FULL ? 64 : 32);
  }

  /** What is seen of tensors that wait for the garbage collector, until it first comes. */
  @Test
  void growsWithoutScopes() throws Exception {
    assertThat(growth(Network.TOKENS, Care.NO_SCOPE, 20, 60)).isGreaterThan(64);
  }

  /** What is seen of TensorFlow's cache of kernels: at least 160 KiB a step. */
  @Test
  void growsWithConstants() throws Exception {
    assertThat(soon(Network.FEATURES, Care.CONSTANTS)).isGreaterThan(48);
  }

  private static double soon(Network network, Care care) throws Exception {
    return growth(network, care, 200, 600);
  }

  /** In MiB, of a process whose heap has its final size from the beginning. */
  private static double growth(Network network, Care care, int settled, int end)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                System.getProperty("java.home") + "/bin/java",
                "-Xms256m",
                "-Xmx256m",
                "-XX:+AlwaysPreTouch",
                "-Dorg.bytedeco.javacpp.maxPhysicalBytes=0",
                "-cp",
                System.getProperty("java.class.path"),
                TrainingLoop.class.getName(),
                network.name(),
                care.name(),
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
