package io.longtape.examples.forecasting;

import static org.assertj.core.api.Assertions.assertThat;

import io.longtape.scenario.cli.Cli;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** What the README promises of daily births, at full counts: a few minutes. */
@EnabledIfSystemProperty(named = "longtape.full", matches = "true")
class BirthsProofIT {

  @TempDir Path folder;

  @Test
  void theDefaultJob() throws Exception {
    Path model = folder.resolve("model");
    Cli.run(Main::run, "train", "--seed", 1, "--model", model, "--report", folder).worked();
    ReportFile report = ReportFile.read(folder.resolve("report.json"));
    assertThat(report.metric("lstm", "mae")).isLessThanOrEqualTo(240);
    assertThat(report.metric("lstm", "coverage80")).isBetween(0.75, 0.85);
  }

  /** The last 30 days, forecast once: seasonal naive has a MASE of 1.700, TBATS published 1.453. */
  @Test
  void theProtocolOfTheMonashArchive() throws Exception {
    Cli.run(Main::run, "backtest", "--folds", 1, "--horizon", 30, "--seeds", 5, "--report", folder)
        .worked();
    ReportFile report = ReportFile.read(folder.resolve("report.json"));
    assertThat(report.metric("seasonal-naive-7", "mase")).isBetween(1.695, 1.705);
    assertThat(report.metric("lstm", "mase")).isLessThan(1.453);
  }
}
