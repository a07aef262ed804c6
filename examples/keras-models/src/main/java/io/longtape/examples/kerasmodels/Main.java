package io.longtape.examples.kerasmodels;

import io.longtape.scenario.cli.Launcher;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Works with models that Python Keras saved, from the command line. */
@Command(
    name = "keras-models",
    description = "Inspects, runs, checks and converts models that Python Keras saved.",
    subcommands = {
      InspectCommand.class,
      RunCommand.class,
      VerifyCommand.class,
      ConvertCommand.class
    },
    synopsisSubcommandLabel = "COMMAND",
    footer = {"", "Exit code: 0 when it worked, 1 for data or model, 2 for the command line."})
public final class Main {

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Shows this help.")
  @SuppressWarnings("UnusedVariable") // picocli reads it
  private boolean help;

  /** The command without its subcommands' options. */
  public Main() {}

  /**
   * Runs a command and ends the JVM with its exit code.
   *
   * @param args the command line
   */
  public static void main(String... args) {
    System.exit(run(args));
  }

  /**
   * Runs a command.
   *
   * @param args the command line
   * @return 0 when it worked, 1 for data or model, 2 for the command line
   */
  public static int run(String... args) {
    return Launcher.run(new Main(), args);
  }
}
