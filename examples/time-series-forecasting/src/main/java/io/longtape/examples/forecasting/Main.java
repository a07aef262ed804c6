package io.longtape.examples.forecasting;

import io.longtape.scenario.cli.Launcher;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Forecasts time series with an LSTM, from the command line. */
@Command(
    name = "time-series-forecasting",
    description = "Forecasts a series of any CSV file with an LSTM on TensorFlow Java.",
    subcommands = {
      TrainCommand.class,
      EvaluateCommand.class,
      PredictCommand.class,
      BacktestCommand.class
    },
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "Exit code: 0 when it worked, 1 for data, model or directory, 2 for the command line."
    })
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
   * @return 0 when it worked, 1 for data, model or directory, 2 for the command line
   */
  public static int run(String... args) {
    return Launcher.run(new Main(), args);
  }
}
