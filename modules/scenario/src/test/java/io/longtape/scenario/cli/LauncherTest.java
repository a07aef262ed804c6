package io.longtape.scenario.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.longtape.data.DataException;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

class LauncherTest {

  @Command(name = "probe")
  private static final class Probe implements Callable<Integer> {
    @Option(names = "--count")
    int count;

    @Option(names = Launcher.STACKTRACE)
    boolean stackTrace;

    @Override
    public Integer call() {
      return switch (count) {
        case 0 -> 0;
        case 1 -> throw new DataException("a.csv, row 7:\n  not a number");
        case 2 -> throw new UsageException("--count must not be 2");
        default -> throw new IllegalStateException("count " + count + ", trace " + stackTrace);
      };
    }
  }

  private record Run(int code, String printed) {}

  private static Run run(String... args) {
    PrintStream before = System.err;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    System.setErr(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try {
      int code = Launcher.run(new Probe(), args);
      return new Run(code, printed.toString(StandardCharsets.UTF_8));
    } finally {
      System.setErr(before);
    }
  }

  @Test
  void whatWorksEndsWithZeroAndSaysNothing() {
    assertThat(run()).isEqualTo(new Run(0, ""));
  }

  @Test
  void badDataEndsWithOneAndOneLine() {
    Run run = run("--count", "1");
    assertThat(run.code).isEqualTo(1);
    assertThat(run.printed.lines()).containsExactly("error: a.csv, row 7: not a number");
  }

  @Test
  void aBadCommandLineEndsWithTwo() {
    assertThat(run("--count", "2").code).isEqualTo(2);
    assertThat(run("--count", "2").printed).startsWith("error: --count must not be 2");
    assertThat(run("--count", "many").code).isEqualTo(2);
    assertThat(run("--cuont", "1").printed).startsWith("error: Unknown option");
  }

  @Test
  void aFaultOfTheProgramSaysSoAndTracesOnlyWhenAsked() {
    Run run = run("--count", "3");
    assertThat(run.code).isEqualTo(1);
    assertThat(run.printed.lines())
        .containsExactly(
            "error: IllegalStateException: count 3, trace false",
            "This is a fault of the program; --stacktrace shows where.");
    assertThat(run("--count", "3", "--stacktrace").printed)
        .contains("at io.longtape.scenario.cli.LauncherTest");
  }
}
