package io.longtape.examples.forecasting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.longtape.scenario.cli.Cli;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * The hourly ETT data, which are not part of the repository: {@code -Dlongtape.data=} names a
 * folder that holds {@code ett/ETTh1.csv}. Errors are z-scored by the training part, as in the
 * literature.
 */
@EnabledIfSystemProperty(named = "longtape.data", matches = ".+")
class EttIT {

  private static Path csv;

  @TempDir Path folder;

  @BeforeAll
  static void theFileMustBeThere() {
    csv = Path.of(System.getProperty("longtape.data"), "ett", "ETTh1.csv");
    assertThat(csv).isRegularFile();
  }

  @Test
  void oilTemperatureADayAhead() throws Exception {
    ReportFile report = train("--target", "OT", "--context", "96", "--units", "32");
    assertThat(report.json().get("dataset").get("rows").asInt()).isEqualTo(17_420);
    assertThat(report.json().get("split").get("testWindows").asInt()).isEqualTo(2880 - 24 + 1);
    assertThat(scaledMse(report, "naive")).isCloseTo(0.034, within(0.001));
    // Without training it has 0.050; one epoch gives 0.031.
    assertThat(scaledMse(report, "lstm")).isLessThan(0.038);
    assertThat(report.contestant("lstm").get("byHorizon")).hasSize(24);
  }

  @Test
  void twoTargetsWithACovariateAndTwoLayers() throws Exception {
    ReportFile report =
        train(
            "--target",
            "HUFL,OT",
            "--covariates",
            "HULL",
            "--context",
            "48",
            "--layers",
            "2",
            "--units",
            "16");
    // Without training it has 0.93, and repeating the last hour 1.51; one epoch gives 0.39.
    assertThat(scaledMse(report, "lstm")).isLessThan(0.55);
    try (Forecaster forecaster = Forecaster.load(folder.resolve("model"))) {
      assertThat(forecaster.schema().targets()).containsExactly("HUFL", "OT");
      assertThat(forecaster.schema().pastCovariates()).containsExactly("HULL");
      assertThat(forecaster.schema().layers()).isEqualTo(2);
    }
  }

  private ReportFile train(String... more) throws Exception {
    List<Object> args = new ArrayList<>(List.of("train", "--data", csv, "--time-column", "date"));
    args.addAll(List.of("--horizon", "24", "--split", "8640,2880,2880", "--epochs", "1"));
    args.addAll(List.of("--model", folder.resolve("model"), "--report", folder.resolve("report")));
    args.addAll(Arrays.asList(more));
    Cli.run(Main::run, args.toArray()).worked();
    return ReportFile.read(folder.resolve("report/report.json"));
  }

  private static double scaledMse(ReportFile report, String id) {
    return report.contestant(id).get("scaledMetrics").get("mse").asDouble();
  }
}
