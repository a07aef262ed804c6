package io.longtape.examples.forecasting;

import static org.assertj.core.api.Assertions.assertThat;

import io.longtape.scenario.cli.Cli;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A command line that cannot be meant ends with exit code 2 and one line; nothing is written. */
class BadOptionTest {

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--horizon 0 | --horizon must be at least 1, but is 0",
        "--context -3 | --context must be at least 1, but is -3",
        "--season 0 | --season must be at least 1, but is 0",
        "--units 0 | --units must be at least 1, but is 0",
        "--layers 0 | --layers must be at least 1, but is 0",
        "--epochs 0 | --epochs must be at least 1, but is 0",
        "--patience 0 | --patience must be at least 1, but is 0",
        "--batch-size 0 | --batch-size must be at least 1, but is 0",
        "--learning-rate 0 | --learning-rate must be above 0, but is 0.0",
        "--learning-rate -1 | --learning-rate must be above 0, but is -1.0",
        "--learning-rate NaN | --learning-rate must be above 0, but is NaN",
        "--learning-rate Infinity | --learning-rate must be above 0",
        "--quantiles 0.5,0.1 | --quantiles must be above 0, below 1 and ascending, but are [0.5, 0.1]",
        "--quantiles 0.5,0.5 | ascending, but are [0.5, 0.5]",
        "--quantiles 0,0.5 | above 0, below 1 and ascending, but are [0.0, 0.5]",
        "--quantiles 0.5,1 | above 0, below 1 and ascending, but are [0.5, 1.0]",
        "--quantiles 0.5,NaN | above 0, below 1 and ascending, but are [0.5, NaN]",
        "--lags -7 | --lags must not be negative, but are [-7]",
        "--epochs many | '--epochs': 'many' is not an int",
        "--learning-rate fast | '--learning-rate': 'fast' is not a double",
        "--loss cross | '--loss': expected one of [PINBALL, MAE, MSE, HUBER] (case-insensitive) but was 'cross'",
        "--fill linear | fill 'linear' is not known; choose one of: none, forward, seasonal, zero",
        "--delimiter ;; | '--delimiter': ';;' is not a single character",
        "--epochz 3 | Unknown options: '--epochz', '3'",
        "--epochs | Missing required parameter for option '--epochs' (N)",
        "leftover | Unmatched argument at index 1: 'leftover'",
      })
  void train(String options, String message) throws Exception {
    List<Object> args = new ArrayList<>(List.of("train"));
    args.addAll(List.of(options.split(" ")));
    if (!options.equals("--epochs")) {
      args.addAll(List.of("--model", folder.resolve("model")));
      args.addAll(List.of("--report", folder.resolve("report")));
    }
    Cli run = Cli.run(Main::run, args.toArray());
    assertThat(run.out()).isEmpty();
    run.misused(message);
    try (var entries = Files.list(folder)) {
      assertThat(entries).isEmpty();
    }
  }

  @Test
  void backtest() {
    Cli.run(Main::run, "backtest", "--folds", "0")
        .misused("--folds and --seeds must be at least 1", "0 and 1");
    Cli.run(Main::run, "backtest", "--seeds", "-2").misused("--folds and --seeds", "3 and -2");
  }

  @Test
  void anUnknownCommand() {
    Cli.run(Main::run, "trian").misused("'trian'");
  }

  @Test
  void noCommandAtAll() {
    Cli.run(Main::run).misused("Missing required subcommand");
  }

  @Test
  void helpIsNoMistake() {
    Cli run = Cli.run(Main::run, "train", "--help").worked();
    assertThat(run.out()).contains("--learning-rate=RATE", "--stacktrace", "--json=FILE");
  }
}
