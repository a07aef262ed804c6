package io.longtape.keras.savedmodels;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ExitReasonTest {

  @Test
  void namesTheSignal() {
    assertThat(ExitReason.of(134, "")).isEqualTo("it ended by signal SIGABRT");
    assertThat(ExitReason.of(139, "why")).isEqualTo("it ended by signal SIGSEGV: why");
    assertThat(ExitReason.of(128 + 31, "")).isEqualTo("it ended by signal 31");
  }

  @Test
  void namesTheExitCode() {
    assertThat(ExitReason.of(1, "")).isEqualTo("it ended with exit code 1");
    assertThat(ExitReason.of(3, "")).isEqualTo("its Java heap was full");
  }

  @Test
  void findsTheLineThatTellsWhy() {
    assertThat(reason("a\nF0000 00:00:17 12 tensor.cc:9] Check failed: 1 == 2\n*** trace\nb\n"))
        .isEqualTo("F0000 00:00:17 12 tensor.cc:9] Check failed: 1 == 2");
    assertThat(reason("# A fatal error\n#\n#  SIGSEGV (0xb) at pc=0x1\n#\n"))
        .isEqualTo("SIGSEGV (0xb) at pc=0x1");
  }

  @Test
  void takesTheLastLineOtherwise() {
    assertThat(reason("first\nlast\n\n")).isEqualTo("last");
    assertThat(reason("")).isEmpty();
  }

  @Test
  void keepsTheEndOfMuchOutput() {
    assertThat(reason("noise\n".repeat(100_000) + "the end")).isEqualTo("the end");
  }

  @Test
  void makesOneShortLineOfAnything() {
    assertThat(OutputTail.printable("a\r\nb\u001b[31m\0c\t")).isEqualTo("a b [31m c");
    assertThat(OutputTail.printable("x".repeat(10_000))).isEqualTo("x".repeat(300) + "...");
  }

  private static String reason(String output) {
    byte[] bytes = output.getBytes(StandardCharsets.UTF_8);
    return new OutputTail(new ByteArrayInputStream(bytes)).reason();
  }
}
