package io.longtape.examples.forecasting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.longtape.data.series.Fill;
import io.longtape.data.series.TimeSeries;
import io.longtape.data.series.Windows;
import io.longtape.data.table.CsvReader;
import io.longtape.scenario.cli.Cli;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Period;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Options in company, on small made-up series: what goes in comes out at the other end. */
class OptionsIT {

  private static final int ROWS = 240;

  @TempDir Path folder;
  private List<String> hourly;
  private Path csv;

  @BeforeEach
  void writeSeries() {
    hourly = SampleCsv.lines(ROWS, Duration.ofHours(1), 24);
    csv = SampleCsv.write(folder.resolve("hourly.csv"), hourly);
  }

  @Test
  void severalTargets() throws Exception {
    train(csv, "--target", "load,temp", "--covariates", "price", "--layers", "2").worked();
    List<String> forecast = predict(csv);
    assertThat(forecast.get(0))
        .isEqualTo("time,load_0.1,load_0.5,load_0.9,temp_0.1,temp_0.5,temp_0.9");
    assertThat(forecast).hasSize(1 + 6);
    assertThat(forecast.get(1)).startsWith("2021-03-11,");
    assertThat(forecast.get(2)).startsWith("2021-03-11 01:00,");
    for (double[] row : rows(forecast)) {
      assertThat(new double[] {row[0], row[1], row[2]}).isSorted();
      assertThat(new double[] {row[3], row[4], row[5]}).isSorted();
    }
    assertThat(report().metric("lstm", "mae")).isPositive();
  }

  /** From the rows before an origin and a file of what is known after it: the same forecast. */
  @Test
  void futureCovariates() throws Exception {
    train(csv, "--target", "load", "--future-covariates", "price").worked();
    int origin = 200;
    Path before = SampleCsv.write(folder.resolve("before.csv"), hourly.subList(0, 1 + origin));
    List<String> after = new ArrayList<>(List.of(SampleCsv.HEADER));
    after.addAll(hourly.subList(1 + origin, 1 + origin + 6));
    Path future = SampleCsv.write(folder.resolve("after.csv"), after);
    List<double[]> served = rows(predict(before, "--future", future));

    TimeSeries series =
        TimeSeries.of(CsvReader.create().read(csv), "time", List.of("load", "price"), Fill.NONE);
    double[] known;
    try (Forecaster forecaster = Forecaster.load(folder.resolve("model"))) {
      Windows window = Windows.of(series, forecaster.schema().windowSpec(), origin, origin + 6, 1);
      known = forecaster.forecast(window, 0);
    }
    assertThat(served.stream().flatMapToDouble(Arrays::stream).toArray())
        .containsExactly(known, within(1e-6));

    // Other prices, another forecast.
    after.replaceAll(line -> line.replaceFirst("^([^,]+,[^,]+),[0-9.]+,", "$1,20,"));
    SampleCsv.write(future, after);
    assertThat(rows(predict(before, "--future", future)).get(5)[1]).isNotEqualTo(served.get(5)[1]);
  }

  @Test
  void fiveQuantilesAscendInEveryWindow() throws Exception {
    train(csv, "--target", "load", "--quantiles", "0.05,0.25,0.5,0.75,0.95").worked();
    assertThat(report().metric("lstm", "coverage90")).isBetween(0.5, 1.0);
    TimeSeries series =
        TimeSeries.of(CsvReader.create().read(csv), "time", List.of("load"), Fill.NONE);
    try (Forecaster forecaster = Forecaster.load(folder.resolve("model"))) {
      ForecasterSchema schema = forecaster.schema();
      assertThat(schema.margins()).hasSize(5);
      assertThat(schema.margins().get(0)).isEqualTo(-schema.margins().get(4)).isNotZero();
      assertThat(schema.margins().get(1)).isEqualTo(-schema.margins().get(3)).isNotZero();
      Windows windows = Windows.of(series, schema.windowSpec(), 0, ROWS, 1);
      for (int window = 0; window < windows.count(); window++) {
        double[] forecast = forecaster.forecast(windows, window);
        for (int step = 0; step < schema.horizon(); step++) {
          assertThat(Arrays.copyOfRange(forecast, 5 * step, 5 * step + 5)).isSorted();
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"mae", "mse", "huber"})
  void aPointForecast(String loss) throws Exception {
    train(csv, "--target", "load", "--loss", loss).worked();
    List<String> forecast = predict(csv);
    assertThat(forecast.get(0)).isEqualTo("time,load");
    assertThat(rows(forecast)).hasSize(6).allMatch(row -> row.length == 1);
    assertThat(report().contestant("lstm").get("metrics").has("pinball")).isFalse();
    assertThat(report().contestant("lstm").get("metrics").has("mae")).isTrue();
  }

  @Test
  void noLagsAndNoSeason() throws Exception {
    Path monthly =
        SampleCsv.write(
            folder.resolve("monthly.csv"), SampleCsv.lines(120, Period.ofMonths(1), 12));
    train(monthly, "--target", "load").worked();
    assertThat(schema().lags()).containsExactly(12);
    assertThat(schema().season()).isEqualTo(12);
    assertThat(ids()).contains("seasonal-naive-12");
    train(monthly, "--target", "load", "--lags", "0", "--season", "1").worked();
    assertThat(schema().lags()).isEmpty();
    assertThat(schema().season()).isEqualTo(1);
    assertThat(ids()).doesNotContain("seasonal-naive-12").contains("same-time-last-year");
    assertThat(predict(monthly).get(1)).startsWith("2031-03-01,");
  }

  @Test
  void noValidationPart() throws Exception {
    train(csv, "--target", "load", "--split", "0.8,0,0.2").worked();
    assertThat(report().json().get("split").get("validation").asInt()).isZero();
    assertThat(report().json().get("split").get("train").asInt()).isEqualTo(192);
    assertThat(schema().margins()).containsExactly(0.0, 0.0, 0.0);
    Cli.run(
            Main::run,
            "evaluate",
            "--data",
            csv,
            "--model",
            model(),
            "--report",
            folder.resolve("again"))
        .worked();
    ReportFile again = ReportFile.read(folder.resolve("again/report.json"));
    assertThat(again.metric("lstm", "mae")).isEqualTo(report().metric("lstm", "mae"));
  }

  @Test
  void gzipAndSemicolons() throws Exception {
    train(csv, "--target", "load").worked();
    double plain = report().metric("lstm", "mae");
    Path packed = folder.resolve("hourly.csv.gz");
    try (OutputStream gzip = new GZIPOutputStream(Files.newOutputStream(packed))) {
      String text = String.join("\r\n", hourly).replace(',', ';');
      gzip.write(text.getBytes(StandardCharsets.UTF_8));
    }
    train(packed, "--target", "load", "--delimiter", ";").worked();
    assertThat(report().metric("lstm", "mae")).isEqualTo(plain);
    assertThat(report().json().get("dataset").get("name").asText()).isEqualTo("hourly.csv.gz");
  }

  @Test
  void missingValuesAndRowsAreFilledAsAsked() throws Exception {
    List<String> holes = new ArrayList<>(hourly);
    holes.set(100, holes.get(100).replaceFirst(",[^,]+$", ",NaN"));
    holes.set(230, holes.get(230).replaceFirst(",[^,]+$", ",inf"));
    holes.remove(150);
    Path file = SampleCsv.write(folder.resolve("holes.csv"), holes);
    Set<Double> errors = new HashSet<>();
    for (String fill : List.of("forward", "seasonal", "zero")) {
      Cli run = train(file, "--target", "load", "--fill", fill).worked();
      assertThat(run.out()).contains("240 rows", "3 values filled in");
      errors.add(report().metric("naive", "mae"));
      predict(file, "--fill", fill);
    }
    assertThat(errors).as("three ways to fill, three series").hasSize(3);
    Cli.run(Main::run, "predict", "--data", file, "--model", model(), "--report", folder)
        .refusedFor("holes.csv", "row");
  }

  @Test
  void backtestWithFoldsAndSeeds() throws Exception {
    List<Object> args = new ArrayList<>(List.of("backtest", "--data", csv, "--target", "load"));
    args.addAll(List.of("--folds", "2", "--seeds", "2", "--horizon", "6", "--context", "24"));
    args.addAll(List.of("--units", "4", "--epochs", "1", "--report", folder.resolve("report")));
    Path json = folder.resolve("elsewhere/numbers.json");
    args.addAll(List.of("--json", json));
    Cli run = Cli.run(Main::run, args.toArray()).worked();
    List<String> runs =
        run.out().lines().filter(line -> line.startsWith("origin ")).map(OptionsIT::head).toList();
    assertThat(runs)
        .containsExactly(
            "origin 2021-03-10 12:00, seed 1",
            "origin 2021-03-10 12:00, seed 2",
            "origin 2021-03-10 18:00, seed 1",
            "origin 2021-03-10 18:00, seed 2");
    ReportFile report = ReportFile.read(json);
    assertThat(report.json().get("split").toString())
        .isEqualTo("{\"train\":204,\"validation\":24,\"test\":12,\"testWindows\":2}");
    assertThat(folder.resolve("report/index.html")).exists();
    assertThat(folder.resolve("report/report.json")).doesNotExist();
    // The mean of the four runs that were printed, to the digits they were printed with.
    double mean =
        run.out()
            .lines()
            .filter(line -> line.startsWith("origin "))
            .mapToDouble(line -> Double.parseDouble(line.replaceFirst(".*MAE ([0-9.]+),.*", "$1")))
            .average()
            .orElseThrow();
    assertThat(report.metric("lstm", "mae")).isCloseTo(mean, within(0.001 * mean));
  }

  private Cli train(Path data, Object... more) {
    List<Object> args = new ArrayList<>(List.of("train", "--data", data, "--horizon", "6"));
    args.addAll(List.of("--context", "10", "--units", "16", "--epochs", "1", "--model", model()));
    args.addAll(List.of("--report", folder.resolve("report")));
    args.addAll(List.of(more));
    return Cli.run(Main::run, args.toArray());
  }

  private List<String> predict(Path data, Object... more) throws Exception {
    Path out = folder.resolve("forecast.csv");
    List<Object> args = new ArrayList<>(List.of("predict", "--data", data, "--model", model()));
    args.addAll(List.of("--out", out, "--report", folder.resolve("predicted")));
    args.addAll(List.of(more));
    Cli.run(Main::run, args.toArray()).worked();
    return Files.readAllLines(out);
  }

  private Path model() {
    return folder.resolve("model");
  }

  private ForecasterSchema schema() {
    return ForecasterSchema.load(model());
  }

  private ReportFile report() throws Exception {
    return ReportFile.read(folder.resolve("report/report.json"));
  }

  private List<String> ids() throws Exception {
    return report().json().get("contestants").findValuesAsText("id");
  }

  private static List<double[]> rows(List<String> csv) {
    return csv.stream()
        .skip(1)
        .map(line -> Stream.of(line.split(",")).skip(1).mapToDouble(Double::parseDouble).toArray())
        .toList();
  }

  private static String head(String line) {
    return line.substring(0, line.indexOf(':', line.indexOf("seed")));
  }
}
