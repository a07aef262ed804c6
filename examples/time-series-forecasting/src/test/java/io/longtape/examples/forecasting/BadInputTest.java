package io.longtape.examples.forecasting;

import static org.assertj.core.api.Assertions.assertThat;

import io.longtape.scenario.cli.Cli;
import io.longtape.scenario.cli.Snapshot;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Period;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file that cannot be trained on ends with exit code 1 and one line; nothing is written. */
class BadInputTest {

  private static final int ROWS = 60;

  @TempDir Path folder;

  @Test
  void aMissingFile() throws Exception {
    assertRefused(folder.resolve("nowhere.csv"), "file " + folder.resolve("nowhere.csv"), "exist");
  }

  @Test
  void aDirectory() throws Exception {
    Path directory = Files.createDirectory(folder.resolve("data.csv"));
    assertRefused(directory, directory + " is a directory, expected a CSV file");
  }

  @Test
  void anEmptyFile() throws Exception {
    assertRefused(file(List.of()), "series.csv is empty, expected a header and rows");
  }

  @Test
  void aHeaderOnly() throws Exception {
    assertRefused(file(List.of(SampleCsv.HEADER)), "series.csv has a header but no rows");
  }

  @Test
  void aGzipFileThatEndsTooSoon() throws Exception {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(String.join("\n", SampleCsv.daily(ROWS)).getBytes(StandardCharsets.UTF_8));
    }
    Path file = folder.resolve("series.csv.gz");
    Files.write(file, Arrays.copyOf(packed.toByteArray(), packed.size() / 2));
    assertRefused(file, "series.csv.gz starts like a gzip file but cannot be unpacked");
  }

  @Test
  void missingColumnsListThoseThere() throws Exception {
    Path file = file(SampleCsv.daily(ROWS));
    String there = "is not in " + file + "; it has: time, temp, price, load";
    assertRefused(file, List.of("--target", "lode"), "column 'lode' " + there);
    assertRefused(file, List.of("--covariates", "rain"), "column 'rain' " + there);
    assertRefused(file, List.of("--future-covariates", "sun"), "column 'sun' " + there);
    assertRefused(file, List.of("--time-column", "date"), "column 'date' " + there);
  }

  @Test
  void aColumnWithTwoRoles() throws Exception {
    Path file = file(SampleCsv.daily(ROWS));
    assertRefused(
        file, List.of("--target", "load", "--covariates", "load"), "column 'load'", "twice");
  }

  @Test
  void noTimestamps() throws Exception {
    Path file = file(List.of("a,b", "1,2", "3,4"));
    assertRefused(file, "series.csv has no column of timestamps", "--time-column", "a, b");
  }

  @Test
  void noNumbers() throws Exception {
    Path file = file(List.of("time,note", "2021-03-01,fine", "2021-03-02,cold"));
    assertRefused(file, "series.csv has no column of numbers to forecast", "time, note");
  }

  @Test
  void textWhereANumberBelongs() throws Exception {
    List<String> lines = SampleCsv.daily(ROWS);
    lines.set(11, "2021-03-11,1,2,broken");
    Path file = file(lines);
    String message = "series.csv, row 12, column 'load': found 'broken', expected a number";
    assertRefused(file, List.of("--target", "load"), message);
    // Not named, it is still the column that was meant: no other is forecast in its place.
    assertRefused(file, message);
  }

  @Test
  void textWhereATimestampBelongs() throws Exception {
    List<String> lines = SampleCsv.daily(ROWS);
    lines.set(11, "yesterday,1,2,3");
    assertRefused(
        file(lines),
        List.of("--time-column", "time"),
        "series.csv, row 12, column 'time': found 'yesterday', expected a timestamp");
  }

  @Test
  void aRowOfAnotherWidth() throws Exception {
    List<String> lines = SampleCsv.daily(ROWS);
    lines.set(11, "2021-03-11,1,2");
    assertRefused(file(lines), "series.csv, row 12: found 3 cells, expected 4 as in the header");
  }

  @Test
  void valuesThatAreNoNumbers() throws Exception {
    for (String cell : List.of("NaN", "", "inf", "-Infinity")) {
      List<String> lines = SampleCsv.daily(ROWS);
      lines.set(11, "2021-03-11,1,2," + cell);
      String found = cell.contains("n") ? "-Infinity".equals(cell) ? "-Infinity" : "Infinity" : "";
      assertRefused(
          file(lines),
          "series.csv, row 12, column 'load': the value is ",
          cell.isEmpty() || cell.equals("NaN") ? "missing or NaN" : found,
          "fill it or complete the file");
    }
  }

  @Test
  void aGap() throws Exception {
    List<String> lines = SampleCsv.daily(ROWS);
    lines.subList(11, 13).clear();
    assertRefused(
        file(lines),
        "series.csv: between rows 11 (2021-03-10T00:00) and 12 (2021-03-13T00:00)",
        "2 steps of 1 day are missing");
  }

  @Test
  void aFillThatHasNothingToFillWith() throws Exception {
    List<String> lines = SampleCsv.daily(ROWS);
    lines.set(1, "2021-03-01,1,2,");
    assertRefused(
        file(lines),
        List.of("--fill", "seasonal"),
        "series.csv, row 2, column 'load'",
        "fill 'seasonal' has no value before it to take");
  }

  @Test
  void aTimestampThatIsThereTwice() throws Exception {
    List<String> lines = SampleCsv.daily(ROWS);
    lines.add(12, lines.get(11));
    assertRefused(
        file(lines),
        "series.csv, rows 12 and 13, column 'time': the timestamp 2021-03-11T00:00 is there twice");
  }

  @Test
  void timestampsThatDoNotAscend() throws Exception {
    List<String> lines = SampleCsv.daily(ROWS);
    Collections.swap(lines, 11, 12);
    assertRefused(
        file(lines),
        "series.csv, rows 12 and 13, column 'time': timestamps must ascend",
        "2021-03-11T00:00 comes after 2021-03-12T00:00");
  }

  @Test
  void tooFewRowsForAWindow() throws Exception {
    assertRefused(
        file(SampleCsv.daily(20)),
        List.of("--context", "28", "--horizon", "7"),
        "series.csv has too few rows to train on: needed 35 (context 28 + horizon 7)",
        "the training part has 14 of 20");
    assertRefused(
        file(SampleCsv.daily(50)),
        List.of("--context", "28", "--horizon", "7", "--lags", "14"),
        "needed 49 (context 28 + horizon 7 + largest lag 14), the training part has 35 of 50");
  }

  @Test
  void tooFewRowsInTheTestPart() throws Exception {
    assertRefused(
        file(SampleCsv.daily(ROWS)),
        List.of("--split", "50,8,2"),
        "rows 58 to 60 (exclusive) are too few to forecast: needed 3 (horizon), there are 2");
  }

  @Test
  void tooFewRowsToCalibrateOn() throws Exception {
    assertRefused(
        file(SampleCsv.daily(ROWS)),
        List.of("--split", "50,3,7"),
        "3 validation rows are too few to calibrate the quantiles 0.1 and 0.9: needed 4");
  }

  @Test
  void aSplitThatDoesNotFit() throws Exception {
    Path file = file(SampleCsv.daily(ROWS));
    assertRefused(file, List.of("--split", "50,8,20"), "split '50,8,20' needs 78 rows", "has 60");
    assertRefused(file, List.of("--split", "0.5,0.1,0.2"), "split '0.5,0.1,0.2'", "sum to 0.8");
    assertRefused(file, List.of("--split", "50,8"), "split '50,8' is not three rows or fractions");
  }

  @Test
  void tooFewRowsForTheFolds() throws Exception {
    Path file = file(SampleCsv.daily(ROWS));
    Snapshot before = Snapshot.of(folder);
    Cli.run(
            Main::run,
            "backtest",
            "--data",
            file,
            "--folds",
            "900000000",
            "--report",
            folder.resolve("report"))
        .refusedFor("series.csv has 60 rows: too few for 900,000,000 folds of 7");
    assertThat(Snapshot.of(folder)).isEqualTo(before);
  }

  @Test
  void aLagThatLooksBeyondTheOrigin() throws Exception {
    assertRefused(
        file(SampleCsv.daily(ROWS)), List.of("--lags", "2"), "lag 2 is below the horizon 3");
  }

  @Test
  void aConstantColumn() throws Exception {
    List<String> lines = new ArrayList<>();
    SampleCsv.lines(ROWS, Period.ofDays(1), 7)
        .forEach(line -> lines.add(line + (lines.isEmpty() ? ",flat" : ",5")));
    Path file = file(lines);
    assertRefused(file, List.of("--target", "flat"), "column 'flat' is constant", "5.0 in all 42");
    assertRefused(
        file,
        List.of("--target", "load", "--covariates", "flat"),
        "column 'flat' is constant in the training part");
  }

  private Path file(List<String> lines) {
    return SampleCsv.write(folder.resolve("series.csv"), lines);
  }

  private void assertRefused(Path file, String... parts) throws IOException {
    assertRefused(file, List.of(), parts);
  }

  private void assertRefused(Path file, List<String> options, String... parts) throws IOException {
    Snapshot before = Snapshot.of(folder);
    List<Object> args = new ArrayList<>(List.of("train", "--data", file));
    if (!options.contains("--horizon")) {
      args.addAll(List.of("--horizon", "3", "--context", "6"));
    }
    args.addAll(List.of("--units", "2", "--epochs", "1"));
    args.addAll(List.of("--model", folder.resolve("model"), "--report", folder.resolve("report")));
    args.addAll(options);
    Cli run = Cli.run(Main::run, args.toArray());
    run.refusedFor(parts);
    assertThat(run.out()).isEmpty();
    assertThat(Snapshot.of(folder)).isEqualTo(before);
  }
}
