package io.longtape.examples.kerasmodels;

import io.longtape.scenario.cli.Cli;
import org.junit.jupiter.api.Test;

class BadCommandLineTest {

  @Test
  void unknownCommandsAndOptions() {
    Cli.run(Main::run, "inspct").misused("inspct");
    Cli.run(Main::run).misused("Missing required subcommand");
    Cli.run(Main::run, "inspect").misused("DIR|FILE");
    Cli.run(Main::run, "inspect", "m", "--signature", "x").misused("--signature");
    Cli.run(Main::run, "convert", "a.keras").misused("TO");
    Cli.run(Main::run, "run", "m").misused("--input");
  }

  @Test
  void optionsThatCannotBe() {
    Cli.run(Main::run, "run", "m", "--input", "x.csv", "--out", "y.txt")
        .misused("--out must be a .csv or .json file, but is y.txt");
    Cli.run(Main::run, "run", "m", "--input", "x.txt")
        .misused("--input must be a .csv or .json file, but is x.txt");
    Cli.run(Main::run, "run", "m", "--input", "x.csv", "--batch-size", 0)
        .misused("--batch-size must be at least 1, but is 0");
    Cli.run(Main::run, "verify", "--tolerance", "-1").misused("--tolerance must be at least 0");
    Cli.run(Main::run, "convert", "a.keras", "b.h5")
        .misused("TO is b.h5; a model is written as .keras, .weights.h5 or a directory");
  }

  @Test
  void helpIsNoMistake() {
    Cli.run(Main::run, "--help").worked();
    Cli.run(Main::run, "run", "--help").worked();
  }
}
