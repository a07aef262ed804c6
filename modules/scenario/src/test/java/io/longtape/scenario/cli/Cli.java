package io.longtape.scenario.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToIntFunction;

/** One run of an example's command line inside the test's JVM, with what it printed. */
public record Cli(int code, String out, String err) {

  /** Runs an example's {@code Main.run}. */
  public static Cli run(ToIntFunction<String[]> main, Object... args) {
    PrintStream outBefore = System.out;
    PrintStream errBefore = System.err;
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
    System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
    try {
      int code = main.applyAsInt(Arrays.stream(args).map(String::valueOf).toArray(String[]::new));
      return new Cli(
          code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    } finally {
      System.setOut(outBefore);
      System.setErr(errBefore);
    }
  }

  /** Exit code 0 and nothing on standard error. */
  public Cli worked() {
    assertThat(err).isEmpty();
    assertThat(code).isZero();
    return this;
  }

  /** Exit code 1 and nothing on standard error but one line that holds these parts. */
  public void refusedFor(String... parts) {
    List<String> lines = err.lines().toList();
    assertThat(lines).hasSize(1);
    assertThat(lines.get(0)).startsWith("error: ").contains(parts);
    assertThat(code).isEqualTo(1);
  }

  /** Exit code 2, one line that holds these parts, and the hint that goes with every such line. */
  public void misused(String... parts) {
    List<String> lines = err.lines().toList();
    assertThat(lines).hasSize(2);
    assertThat(lines.get(0)).startsWith("error: ").contains(parts);
    assertThat(lines.get(1)).isEqualTo("Try --help for what there is.");
    assertThat(code).isEqualTo(2);
  }
}
