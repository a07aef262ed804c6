package io.longtape.keras.savedmodels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.longtape.serving.ModelException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@Timeout(60)
class HostileProcessIT {

  private static final ChildLimits LIMITS = new ChildLimits(Duration.ofSeconds(20), 512L << 20);
  private static final ChildLimits SHORT = new ChildLimits(Duration.ofSeconds(2), 512L << 20);

  @Test
  void oneThatNeverComesIsEnded() {
    assertThatThrownBy(() -> new ChildProcess(HostileProcesses.Absent.class, "dir", SHORT))
        .isInstanceOf(ModelException.class)
        .hasMessage("dir: cannot start a process for the model: the start took longer than 2.0 s");
  }

  @Test
  void oneThatEndsAtOnceIsReportedWithItsLastWords() {
    assertThatThrownBy(() -> new ChildProcess(HostileProcesses.Gone.class, "dir", LIMITS))
        .isInstanceOf(ModelException.class)
        .hasMessage(
            "dir: cannot start a process for the model: it ended with exit code 7:"
                + " no such library");
  }

  @Test
  void oneThatSpeaksAnotherLanguageIsEnded() {
    assertLoadFails(
        HostileProcesses.Garbled.class, LIMITS, "it broke off: it does not greet as it should");
  }

  @Test
  void oneThatAnnouncesTooMuchIsEnded() {
    assertLoadFails(
        HostileProcesses.Boastful.class, LIMITS, "it broke off: an answer larger than is allowed");
  }

  @Test
  void oneThatTricklesIsEnded() {
    assertLoadFails(HostileProcesses.Trickling.class, SHORT, "the load took longer than 2.0 s");
  }

  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void oneThatCrashesIsReportedWithItsSignal() {
    assertThatThrownBy(() -> load(HostileProcesses.Crashing.class, LIMITS))
        .isInstanceOf(ModelException.class)
        .hasMessageStartingWith(
            "dir: the model's process has ended, in the load: it ended with exit code 1: SIGSEGV (0xb)")
        .hasMessageNotContaining("\n");
  }

  @Test
  void oneThatFillsItsHeapIsReported() {
    assertThatThrownBy(() -> load(HostileProcesses.Filling.class, LIMITS))
        .isInstanceOf(ModelException.class)
        .hasMessageStartingWith(
            "dir: the model's process has ended, in the load: its Java heap was full");
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void oneThatTakesTooMuchMemoryIsEnded() {
    assertThatThrownBy(() -> load(HostileProcesses.Hungry.class, LIMITS))
        .isInstanceOf(ModelException.class)
        .hasMessageMatching(
            "dir: the model's process has ended, in the load: it took 5\\d\\d MiB of memory, more than 512");
  }

  @Test
  void oneThatPrintsMuchIsUnderstood() {
    assertThat(load(HostileProcesses.Noisy.class, LIMITS)).isEmpty();
  }

  @Test
  void oneThatHasEndedFailsAtOnceFromThenOn() {
    try (ChildProcess process = new ChildProcess(HostileProcesses.Garbled.class, "dir", LIMITS)) {
      String first = failure(process);
      long start = System.nanoTime();
      assertThat(failure(process)).isEqualTo(first);
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMillis(500));
    }
  }

  private static String failure(ChildProcess process) {
    try {
      return process.ask(ChildRequest.LOAD, "the load", out -> {}).toString();
    } catch (ModelException e) {
      return e.getMessage();
    }
  }

  private static void assertLoadFails(Class<?> main, ChildLimits limits, String reason) {
    assertThatThrownBy(() -> load(main, limits))
        .isInstanceOf(ModelException.class)
        .hasMessage("dir: the model's process has ended, in the load: " + reason);
  }

  private static Map<String, HeapTensor> load(Class<?> main, ChildLimits limits) {
    try (ChildProcess process = new ChildProcess(main, "dir", limits)) {
      return process.ask(ChildRequest.LOAD, "the load", out -> {});
    }
  }
}
