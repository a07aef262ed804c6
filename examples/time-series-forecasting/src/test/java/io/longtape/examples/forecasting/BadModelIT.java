package io.longtape.examples.forecasting;

import static org.assertj.core.api.Assertions.assertThat;

import io.longtape.scenario.cli.Cli;
import io.longtape.scenario.cli.Snapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A model that cannot be used, or not on these data, ends evaluate and predict with exit code 1 and
 * one line; a training that fails leaves the model before it as it was.
 */
class BadModelIT {

  private static final String SCHEMA = "assets.extra/forecaster.json";

  @TempDir static Path folder;
  private static Path csv;
  private static Path trained;

  @BeforeAll
  static void train() throws IOException {
    csv = SampleCsv.write(folder.resolve("series.csv"), SampleCsv.daily(60));
    trained = folder.resolve("trained");
    run("train", csv, trained, "--future-covariates", "price", "--horizon", "3", "--context", "6")
        .worked();
    delete(folder.resolve("report"));
  }

  @Test
  void aDirectoryThatIsMissing() throws Exception {
    assertNoModel(folder.resolve("nowhere"), "nowhere is not a model directory: it does not exist");
  }

  @Test
  void aFile() throws Exception {
    assertNoModel(csv, csv + " is not a model directory: it is a file");
  }

  @Test
  void anEmptyDirectory() throws Exception {
    Path empty = Files.createDirectory(folder.resolve("empty"));
    assertNoModel(empty, "empty does not hold such a model: there is no " + SCHEMA);
  }

  @Test
  void aSavedModelWithoutOurSchema() throws Exception {
    Path model = copyOfTheModel("bare");
    Files.delete(model.resolve(SCHEMA));
    assertNoModel(model, "bare does not hold such a model: there is no " + SCHEMA);
  }

  @Test
  void aSchemaWithoutAModel() throws Exception {
    Path model = copyOfTheModel("hollow");
    Files.delete(model.resolve("saved_model.pb"));
    assertNoModel(model, "hollow is not a model directory: it holds no saved_model.pb");
  }

  @Test
  void aModelThatIsCutShort() throws Exception {
    Path model = copyOfTheModel("cut");
    Path graph = model.resolve("saved_model.pb");
    byte[] whole = Files.readAllBytes(graph);
    Files.write(graph, Arrays.copyOf(whole, whole.length / 2));
    assertNoModel(model, "TensorFlow cannot load the model in " + model);
  }

  @Test
  void anotherKindOfModel() throws Exception {
    Path model = copyOfTheModel("other");
    Files.writeString(
        model.resolve(SCHEMA), "{\"kind\": \"text-classification\", \"schemaVersion\": 1}");
    assertNoModel(
        model,
        "other is of kind 'text-classification', version 1",
        "expected 'time-series-forecasting', version 1");
  }

  @Test
  void aSchemaOfALaterVersion() throws Exception {
    Path model = modelWithSchema("later", "\"schemaVersion\" : 1", "\"schemaVersion\" : 2");
    assertNoModel(model, "'time-series-forecasting', version 2; expected", "version 1");
  }

  @Test
  void aSchemaThatIsCorrupt() throws Exception {
    Path model = copyOfTheModel("corrupt");
    String json = Files.readString(model.resolve(SCHEMA));
    Files.writeString(model.resolve(SCHEMA), json.substring(0, json.length() / 2));
    assertNoModel(model, "the schema forecaster.json of the model in " + model, "cannot be read");
    Files.writeString(model.resolve(SCHEMA), "");
    assertNoModel(model, "of kind ''");
  }

  @Test
  void aSchemaThatCannotBe() throws Exception {
    assertNoModel(
        modelWithSchema("s1", "\"horizon\" : 3", "\"horizon\" : 0"), "horizon must be at least 1");
    assertNoModel(
        modelWithSchema("s2", "\"frequency\" : \"1 day\"", "\"frequency\" : \"often\""), "often");
    assertNoModel(
        modelWithSchema("s3", "\"targets\" : [ \"load\" ]", "\"targets\" : null"), "targets");
    assertNoModel(
        modelWithSchema("s4", "\"targets\" : [ \"load\" ]", "\"targets\" : [ null ]"), "targets");
    assertNoModel(
        modelWithSchema("s5", "\"targets\" : [ \"load\" ]", "\"targets\" : [ \"temp\" ]"),
        "it scales the columns [load, price], but reads [temp, price]");
    assertNoModel(
        modelWithSchema("s6", "\"quantiles\" : [ 0.1, ", "\"quantiles\" : [ "), "3 margins for 2");
  }

  @Test
  void aSchemaOfAnotherModel() throws Exception {
    assertNoModel(
        modelWithSchema("swapped", "\"context\" : 6", "\"context\" : 8"),
        "reads 'past' as [6, 11]",
        "should be [8, 11]");
  }

  @Test
  void aSeriesWithAnotherStep() throws Exception {
    Path hourly =
        SampleCsv.write(folder.resolve("hourly.csv"), SampleCsv.lines(60, Duration.ofHours(1), 24));
    String message = "hourly.csv has a step of 1 hour; the model was trained on a step of 1 day";
    refused(() -> run("evaluate", hourly, trained), message);
    refused(() -> run("predict", hourly, trained), message);
  }

  @Test
  void aColumnThatIsNotThere() throws Exception {
    List<String> renamed = new ArrayList<>(SampleCsv.daily(60));
    renamed.set(0, "time,temp,price,demand");
    Path file = SampleCsv.write(folder.resolve("renamed.csv"), renamed);
    String message = "column 'load' is not in " + file + "; it has: time, temp, price, demand";
    refused(() -> run("evaluate", file, trained), message);
    refused(() -> run("predict", file, trained), message);
  }

  @Test
  void tooFewRowsToForecastFrom() throws Exception {
    Path file = SampleCsv.write(folder.resolve("short.csv"), SampleCsv.daily(5));
    Path future = future(5, 3);
    refused(
        () -> run("predict", file, trained, "--future", future),
        "short.csv has too few rows for a window: needed 6 (context 6), there are 5");
    refused(() -> run("evaluate", file, trained), "needs 60 rows, but the series has 5");
  }

  @Test
  void aFutureThatDoesNotContinue() throws Exception {
    run("predict", csv, trained)
        .misused("the model needs --future FILE with the next 3 rows of: price");
    refused(
        () -> run("predict", csv, trained, "--future", folder.resolve("none.csv")),
        "none.csv does not exist");
    Path tooShort = future(60, 2);
    refused(
        () -> run("predict", csv, trained, "--future", tooShort),
        tooShort + " has too few rows of price: needed 3 (horizon), there are 2");
    Path late = future(61, 3);
    refused(
        () -> run("predict", csv, trained, "--future", late),
        late + " must continue " + csv,
        "row 1 after its end is 2021-05-01T00:00, expected 2021-04-30T00:00");
    Path other = SampleCsv.write(folder.resolve("other.csv"), List.of("time,cost", "2021-04-30,1"));
    refused(
        () -> run("predict", csv, trained, "--future", other),
        "column 'price' is not in " + other + "; it has: time, cost");
  }

  @Test
  void aFutureThatNothingReads() throws Exception {
    Path plain = folder.resolve("plain");
    run("train", csv, plain, "--horizon", "3", "--context", "6").worked();
    delete(folder.resolve("report"));
    run("predict", csv, plain, "--future", csv)
        .misused("--future is given, but the model in " + plain + " has no future covariates");
  }

  @Test
  void aForecastThatCannotBeWritten() throws Exception {
    Path out = csv.resolve("forecast.csv");
    Path future = future(60, 3);
    refused(
        () -> run("predict", csv, trained, "--future", future, "--out", out),
        "forecast.csv cannot be written",
        "is a file");
  }

  @Test
  void aTrainingThatDiverges() throws Exception {
    Object[] wild = {"--horizon", "3", "--context", "6", "--learning-rate", "1e30"};
    refused(() -> run("train", csv, trained, wild), "training has diverged", "lower learning rate");
    // One step without validation: only the forecasts can tell.
    Object[] onlyStep = {"--split", "50,0,10", "--batch-size", "100"};
    refused(
        () -> run("train", csv, trained, Stream.of(wild, onlyStep).flatMap(Stream::of).toArray()),
        "training has diverged");
    try (Forecaster forecaster = Forecaster.load(trained)) {
      assertThat(forecaster.schema().futureCovariates()).containsExactly("price");
    }
  }

  @Test
  void aStackTraceOnlyWhenAsked() {
    Cli run = run("evaluate", csv, folder.resolve("nowhere"), "--stacktrace");
    assertThat(run.err().lines().findFirst().orElseThrow())
        .startsWith("error: ")
        .contains("nowhere");
    assertThat(run.err())
        .contains("io.longtape.serving.ModelException: ")
        .contains("\tat io.longtape.examples.forecasting.EvaluateCommand.call(");
    assertThat(run.code()).isEqualTo(1);
  }

  private void assertNoModel(Path model, String... parts) throws IOException {
    refused(() -> run("evaluate", csv, model), parts);
    refused(() -> run("predict", csv, model), parts);
  }

  /** Nothing but the report's empty directory may be new. */
  private void refused(Supplier<Cli> command, String... parts) throws IOException {
    Snapshot before = Snapshot.of(folder).files();
    command.get().refusedFor(parts);
    assertThat(Snapshot.of(folder).files()).isEqualTo(before);
  }

  private static Cli run(String command, Path data, Path model, Object... more) {
    List<Object> args = new ArrayList<>(List.of(command, "--data", data, "--model", model));
    args.addAll(List.of("--report", folder.resolve("report")));
    if (command.equals("train")) {
      args.addAll(List.of("--target", "load", "--units", "2", "--epochs", "1"));
    }
    args.addAll(List.of(more));
    return Cli.run(Main::run, args.toArray());
  }

  private static Path future(int from, int rows) {
    List<String> lines = SampleCsv.daily(from + rows);
    lines.subList(1, from + 1).clear();
    return SampleCsv.write(folder.resolve("future-" + from + "-" + rows + ".csv"), lines);
  }

  private Path modelWithSchema(String name, String from, String to) throws IOException {
    Path model = copyOfTheModel(name);
    String json = Files.readString(model.resolve(SCHEMA));
    assertThat(json).contains(from);
    Files.writeString(model.resolve(SCHEMA), json.replace(from, to));
    return model;
  }

  private Path copyOfTheModel(String name) throws IOException {
    Path copy = folder.resolve(name);
    try (Stream<Path> tree = Files.walk(trained)) {
      for (Path path : tree.toList()) {
        Files.copy(path, copy.resolve(trained.relativize(path)));
      }
    }
    return copy;
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> tree = Files.walk(directory)) {
      for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
