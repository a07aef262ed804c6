package io.longtape.examples.forecasting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.longtape.data.series.Fill;
import io.longtape.data.series.TimeSeries;
import io.longtape.data.series.Windows;
import io.longtape.data.table.CsvReader;
import io.longtape.scenario.cli.Cli;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The default job, daily US births, with fewer epochs and units than the default. */
class BirthsIT {

  private static final String[] SMALL = {"--units", "32", "--epochs", "4", "--seed", "1"};
  private static final String WEIGHTS = "variables/variables.data-00000-of-00001";

  @TempDir static Path folder;
  private static Cli trained;
  private static ReportFile report;

  @BeforeAll
  static void train() throws IOException {
    trained = run("train", "first", SMALL).worked();
    report = ReportFile.read(folder.resolve("first-report/report.json"));
  }

  @Test
  void theModelBeatsTheRules() {
    // Without training the model has 933, the mean of its window 990, the best rule 306.
    assertThat(report.metric("lstm", "mae")).isLessThan(240);
    assertThat(report.metric("lstm", "coverage80")).isBetween(0.70, 0.90);
    assertThat(trained.out()).contains("Trained 4 epochs", "lstm", "seasonal-naive-7", "Model:");
  }

  /** The same rolling origins in NumPy: {@code src/test/python/births_rules.py}. */
  @Test
  void theRulesHaveTheirKnownErrors() {
    assertThat(report.metric("seasonal-naive-7", "mae")).isCloseTo(306.35, within(0.05));
    assertThat(report.metric("same-day-last-year", "mae")).isCloseTo(314.53, within(0.05));
    assertThat(report.metric("naive", "mae")).isCloseTo(1152.3, within(0.05));
    double control = report.metric("random-draw", "mae");
    for (JsonNode contestant : report.json().get("contestants")) {
      assertThat(contestant.get("metrics").get("mae").asDouble()).isLessThanOrEqualTo(control);
    }
  }

  @Test
  void theReportHasEveryFieldOfItsSchema() throws Exception {
    JsonNode json = report.json();
    assertThat(json.get("schemaVersion").asInt()).isEqualTo(1);
    assertThat(json.get("scenario").asText()).isEqualTo("time-series-forecasting");
    JsonNode dataset = json.get("dataset");
    assertThat(dataset.get("name").asText()).contains("US births");
    assertThat(dataset.get("rows").asInt()).isEqualTo(7305);
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(births());
    assertThat(dataset.get("sha256").asText()).isEqualTo(HexFormat.of().formatHex(digest));
    assertThat(dataset.get("licence").asText()).isEqualTo("CC0-1.0");
    JsonNode split = json.get("split");
    assertThat(split.get("train").asInt()).isEqualTo(5113);
    assertThat(split.get("validation").asInt()).isEqualTo(731);
    assertThat(split.get("test").asInt()).isEqualTo(1461);
    assertThat(split.get("testWindows").asInt()).isEqualTo(1455);
    assertThat(json.get("seed").asLong()).isEqualTo(1);
    assertThat(json.get("contestants")).hasSize(6);
    for (JsonNode contestant : json.get("contestants")) {
      assertContestant(contestant);
    }
    JsonNode lstm = report.contestant("lstm");
    assertThat(lstm.get("parameters").asLong()).isPositive();
    assertThat(lstm.get("trainSeconds").asDouble()).isPositive();
    assertThat(lstm.get("predictMicrosP99").asDouble())
        .isGreaterThanOrEqualTo(lstm.get("predictMicros").asDouble());
    assertThat(lstm.get("history").get("epochs")).hasSize(4);
  }

  @Test
  void thePageAsksForNothingFromOutside() throws Exception {
    String page = Files.readString(folder.resolve("first-report/index.html"));
    assertThat(page).contains("<html", "</html>");
    assertThat(page)
        .doesNotContainPattern("(?i)(src|href|action|data)\\s*=\\s*[\"']?\\s*(https?:)?//")
        .doesNotContainPattern("(?i)url\\(\\s*[\"']?\\s*(https?:)?//")
        .doesNotContainPattern("(?i)@import|<link[^>]+stylesheet|<iframe")
        .doesNotContainPattern("(?i)(fetch|importScripts|sendBeacon)\\(\\s*[\"'](https?:)?//");
  }

  @Test
  void evaluateGivesTheSameNumbers() throws Exception {
    Path directory = folder.resolve("evaluated");
    Cli.run(Main::run, "evaluate", "--model", folder.resolve("first"), "--report", directory)
        .worked();
    ReportFile evaluated = ReportFile.read(directory.resolve("report.json"));
    assertThat(scores(evaluated)).isEqualTo(scores(report));
  }

  @Test
  void oneSeedGivesOneModel() throws Exception {
    run("train", "second", SMALL).worked();
    assertThat(Files.readAllBytes(folder.resolve("second").resolve(WEIGHTS)))
        .isEqualTo(Files.readAllBytes(folder.resolve("first").resolve(WEIGHTS)));
    ReportFile second = ReportFile.read(folder.resolve("second-report/report.json"));
    assertThat(scores(second)).isEqualTo(scores(report));
  }

  @Test
  void predictShowsAndWritesTheNextWeek() throws Exception {
    Path csv = folder.resolve("week.csv");
    Cli run = run("predict", "first", "--out", csv.toString()).worked();
    List<String> lines = Files.readAllLines(csv);
    assertThat(lines.get(0)).isEqualTo("date,births_0.1,births_0.5,births_0.9");
    assertThat(lines).hasSize(8);
    assertThat(run.out().lines().filter(line -> line.startsWith("1989-01-0"))).hasSize(7);
    for (int day = 1; day <= 7; day++) {
      String[] cells = lines.get(day).split(",");
      assertThat(cells[0]).isEqualTo("1989-01-0" + day);
      double[] quantiles = Stream.of(cells).skip(1).mapToDouble(Double::parseDouble).toArray();
      assertThat(quantiles).hasSize(3).isSorted();
      assertThat(quantiles[1]).isBetween(6000.0, 13000.0);
    }
    assertThat(Files.exists(folder.resolve("first-report/index.html"))).isTrue();
  }

  /** What is served at an origin is the same whatever comes at and after it, or if nothing does. */
  @Test
  void aForecastSeesNothingFromItsOriginOn() throws Exception {
    List<String> lines = new String(births(), StandardCharsets.UTF_8).lines().toList();
    for (int origin : List.of(5844, 6500, 7298)) {
      Path cut = SampleCsv.write(folder.resolve("cut.csv"), lines.subList(0, 1 + origin));
      Path out = folder.resolve("cut-forecast.csv");
      run("predict", "first", "--data", cut.toString(), "--out", out.toString()).worked();
      List<String> changed = new ArrayList<>(lines.subList(0, 1 + origin));
      lines.stream()
          .skip(1L + origin)
          .forEach(line -> changed.add(line.substring(0, 11) + 3 * (changed.size() % 1000)));
      assertThat(changed).hasSameSizeAs(lines).isNotEqualTo(lines);

      double[] served = numbers(Files.readAllLines(out));
      assertThat(served).hasSize(21);
      assertThat(forecastAt(origin, lines)).containsExactly(served, within(1e-6));
      assertThat(forecastAt(origin, changed)).containsExactly(served, within(1e-6));
      // A change of the last row before the origin does show.
      changed.set(origin, changed.get(origin).substring(0, 11) + "1");
      assertThat(Math.abs(forecastAt(origin, changed)[1] - served[1])).isGreaterThan(1);
    }
  }

  private static double[] forecastAt(int origin, List<String> lines) {
    Path csv = SampleCsv.write(folder.resolve("whole.csv"), lines);
    TimeSeries series =
        TimeSeries.of(CsvReader.create().read(csv), "date", List.of("births"), Fill.NONE);
    try (Forecaster forecaster = Forecaster.load(folder.resolve("first"))) {
      assertThat(forecaster.schema().lags()).containsExactly(364);
      assertThat(forecaster.schema().effects()).isNotEmpty();
      Windows windows = Windows.of(series, forecaster.schema().windowSpec(), origin, origin + 7, 1);
      assertThat(windows.count()).isEqualTo(1);
      return forecaster.forecast(windows, 0);
    }
  }

  private static double[] numbers(List<String> csv) {
    return csv.stream()
        .skip(1)
        .flatMap(line -> Stream.of(line.split(",")).skip(1))
        .mapToDouble(Double::parseDouble)
        .toArray();
  }

  private static void assertContestant(JsonNode contestant) {
    assertThat(contestant.get("id").asText()).isNotBlank();
    assertThat(contestant.get("kind").asText()).isIn("model", "baseline", "control");
    assertThat(contestant.get("predictMicros").asDouble()).isPositive();
    for (String metric : List.of("mae", "rmse", "mse", "smape", "mase")) {
      assertThat(contestant.get("metrics").get(metric).asDouble()).as(metric).isPositive();
    }
    assertThat(contestant.get("scaledMetrics").get("mse").asDouble()).isPositive();
    assertThat(contestant.get("scaledMetrics").get("mae").asDouble()).isPositive();
    JsonNode byHorizon = contestant.get("byHorizon");
    assertThat(byHorizon).hasSize(7);
    double mean =
        StreamSupport.stream(byHorizon.spliterator(), false)
            .mapToDouble(JsonNode::asDouble)
            .average()
            .orElseThrow();
    double mae = contestant.get("metrics").get("mae").asDouble();
    assertThat(mean).isCloseTo(mae, within(1e-6 * mae));
  }

  /** The contestants without what was measured by a clock, and without how training went. */
  private static List<JsonNode> scores(ReportFile file) {
    List<JsonNode> scores = new ArrayList<>();
    for (JsonNode contestant : file.json().get("contestants")) {
      ObjectNode copy = contestant.deepCopy();
      copy.remove(
          List.of("trainSeconds", "predictMicros", "predictMicrosP99", "parameters", "history"));
      scores.add(copy);
    }
    return scores;
  }

  private static byte[] births() throws IOException {
    try (InputStream in = Main.class.getResourceAsStream("births.csv")) {
      return in.readAllBytes();
    }
  }

  private static Cli run(String command, String model, String... more) {
    List<Object> args = new ArrayList<>(List.of(command, "--model", folder.resolve(model)));
    boolean training = command.equals("train");
    args.addAll(List.of("--report", folder.resolve(model + (training ? "-report" : "-other"))));
    args.addAll(Arrays.asList(more));
    return Cli.run(Main::run, args.toArray());
  }
}
