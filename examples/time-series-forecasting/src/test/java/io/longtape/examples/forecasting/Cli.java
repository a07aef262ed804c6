package io.longtape.examples.forecasting;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** One run of the command line inside the test's JVM, with what it printed. */
record Cli(int code, String out, String err) {

  static Cli run(Object... args) {
    PrintStream outBefore = System.out;
    PrintStream errBefore = System.err;
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
    System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
    try {
      int code = Main.run(Arrays.stream(args).map(String::valueOf).toArray(String[]::new));
      return new Cli(
          code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    } finally {
      System.setOut(outBefore);
      System.setErr(errBefore);
    }
  }

  Cli worked() {
    assertThat(err).isEmpty();
    assertThat(code).isZero();
    return this;
  }

  /** Exit code 1 and nothing on standard error but one line that holds these parts. */
  void refusedFor(String... parts) {
    List<String> lines = err.lines().toList();
    assertThat(lines).hasSize(1);
    assertThat(lines.get(0)).startsWith("error: ").contains(parts);
    assertThat(code).isEqualTo(1);
  }

  /** Exit code 2, one line that holds these parts, and the hint that goes with every such line. */
  void misused(String... parts) {
    List<String> lines = err.lines().toList();
    assertThat(lines).hasSize(2);
    assertThat(lines.get(0)).startsWith("error: ").contains(parts);
    assertThat(lines.get(1)).isEqualTo("Try --help for what there is.");
    assertThat(code).isEqualTo(2);
  }
}
