package io.longtape.examples.forecasting;

import static org.assertj.core.api.Assertions.assertThat;

import io.longtape.scenario.cli.Cli;
import io.longtape.scenario.cli.Snapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What cannot be written is refused before training, and what is there stays. */
class BadOutputTest {

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void aFileWhereADirectoryIsNeeded() throws IOException {
    file = Files.writeString(folder.resolve("taken"), "a file of the user's");
    SampleCsv.write(folder.resolve("series.csv"), SampleCsv.daily(60));
  }

  @Test
  void aModelWhereAFileIs() throws IOException {
    assertRefused("--model", file, file + " cannot hold a model: it is a file, not a directory");
  }

  @Test
  void aModelBelowAFile() throws IOException {
    assertRefused("--model", file.resolve("model"), "cannot write the model to " + file);
  }

  @Test
  void aModelAmongOtherFiles() throws IOException {
    Path other = Files.createDirectory(folder.resolve("photos"));
    Files.writeString(other.resolve("photo.jpg"), "a photo");
    assertRefused("--model", other, other + " is not overwritten: it holds files but no model");
  }

  @Test
  void aReportWhereAFileIs() throws IOException {
    assertRefused("--report", file, "taken/report.json cannot be written", "is a file");
  }

  @Test
  void jsonBelowAFile() throws IOException {
    assertRefused("--json", file.resolve("a.json"), "a.json cannot be written", "is a file");
  }

  @Test
  void jsonWhereADirectoryIs() throws IOException {
    Path directory = Files.createDirectory(folder.resolve("json"));
    assertRefused("--json", directory, directory + " cannot be written: it is a directory");
  }

  private void assertRefused(String option, Path value, String... parts) throws IOException {
    Snapshot before = Snapshot.of(folder).files();
    List<Object> args = new ArrayList<>(List.of("train", "--data", folder.resolve("series.csv")));
    args.addAll(List.of("--horizon", "3", "--context", "6", "--units", "2", "--epochs", "1"));
    if (!option.equals("--model")) {
      args.addAll(List.of("--model", folder.resolve("model")));
    }
    if (!option.equals("--report")) {
      args.addAll(List.of("--report", folder.resolve("report")));
    }
    args.addAll(List.of(option, value));
    Cli run = Cli.run(Main::run, args.toArray());
    run.refusedFor(parts);
    assertThat(run.out()).doesNotContain("Training");
    assertThat(Snapshot.of(folder).files()).isEqualTo(before);
  }
}
