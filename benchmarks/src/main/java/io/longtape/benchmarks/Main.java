package io.longtape.benchmarks;

import java.io.IOException;
import java.util.Collection;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.NoBenchmarksException;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * Runs the benchmarks with and without JavaCPP's check of physical memory, which is made whenever a
 * native object is allocated, and prints one table of both.
 */
public final class Main {

  private static final String CHECK_OFF = "-Dorg.bytedeco.javacpp.maxPhysicalBytes=0";

  private Main() {}

  /**
   * Measures and prints.
   *
   * @param arguments JMH's own, such as a pattern of benchmark names, {@code -f 1}, or {@code -l}
   *     to list the benchmarks; {@code -h} lists the arguments
   * @throws IOException when JMH cannot print its help
   */
  public static void main(String[] arguments) throws IOException {
    try {
      CommandLineOptions options = new CommandLineOptions(arguments);
      if (options.shouldHelp()) {
        options.showHelp();
        return;
      }
      if (options.shouldList()) {
        new Runner(options).list();
        return;
      }
      String rows = "";
      rows += ResultTable.rows("off", run(options, CHECK_OFF));
      rows += ResultTable.rows("on", run(options));
      System.out.printf("%n%s%s", ResultTable.header(), rows);
    } catch (NoBenchmarksException e) {
      System.err.println(
          "no benchmark is named like "
              + String.join(" ", arguments)
              + "; -Djmh.args=-l lists those there are");
      System.exit(2);
    } catch (CommandLineOptionException | RunnerException e) {
      System.err.println(e.getMessage());
      System.exit(2);
    }
  }

  private static Collection<RunResult> run(CommandLineOptions options, String... flags)
      throws RunnerException {
    return new Runner(
            new OptionsBuilder()
                .parent(options)
                .jvmArgsAppend(flags)
                .shouldFailOnError(true)
                .build())
        .run();
  }
}
