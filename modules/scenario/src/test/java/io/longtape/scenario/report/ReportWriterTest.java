package io.longtape.scenario.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportWriterTest {
  private final Report report = SampleReport.report();
  private final Page page = Page.of("title", "lead");

  @TempDir private Path directory;
  private Path file;

  @BeforeEach
  void aFileWhereADirectoryWouldHaveToBe() throws IOException {
    file = Files.writeString(directory.resolve("file"), "");
  }

  @Test
  void makesTheDirectoryAndNothingButTheTwoFiles() throws IOException {
    ReportWriter.write(report, page, directory.resolve("a/b"));

    assertThat(names(directory.resolve("a/b"))).containsExactly("index.html", "report.json");
  }

  @Test
  void theNumbersGoElsewhereWhenAsked() throws IOException {
    ReportWriter.write(report, page, directory.resolve("out"), directory.resolve("x/numbers.json"));

    assertThat(names(directory.resolve("out"))).containsExactly("index.html");
    assertThat(names(directory.resolve("x"))).containsExactly("numbers.json");
  }

  @Test
  void aSecondReportTakesTheFirstOnesPlace() throws IOException {
    ReportWriter.write(report, page, directory);
    ReportWriter.write(report, Page.of("another title", "lead"), directory);

    assertThat(directory.resolve("index.html")).content().contains("<h1>another title</h1>");
  }

  @Test
  void theSameReportIsTheSameToTheByte() throws IOException {
    ReportWriter.write(report, SampleReport.page(report), directory.resolve("a"));
    Report again = SampleReport.report();
    ReportWriter.write(again, SampleReport.page(again), directory.resolve("b"));

    for (String name : List.of("index.html", "report.json")) {
      assertThat(Files.mismatch(directory.resolve("a/" + name), directory.resolve("b/" + name)))
          .isEqualTo(-1);
    }
  }

  @Test
  void anOldReportSurvivesAWriteThatFailsHalfWay() throws IOException {
    ReportWriter.write(report, page, directory.resolve("out"));
    byte[] html = Files.readAllBytes(directory.resolve("out/index.html"));
    byte[] json = Files.readAllBytes(directory.resolve("out/report.json"));

    // The numbers are on disk, beside their place, when the page turns out to have none.
    try (StagedFiles files = new StagedFiles()) {
      files.stage(directory.resolve("out/report.json"), "new");
      assertThatThrownBy(() -> files.stage(file.resolve("index.html"), "new"))
          .isInstanceOf(ReportException.class);
    }

    assertThat(directory.resolve("out/index.html")).hasBinaryContent(html);
    assertThat(directory.resolve("out/report.json")).hasBinaryContent(json);
    assertThat(names(directory.resolve("out"))).containsExactly("index.html", "report.json");
  }

  @Test
  void aPlaceThatCannotBeWrittenIsNamedInOneLine() {
    assertThatThrownBy(() -> ReportWriter.write(report, page, file))
        .isInstanceOf(ReportException.class)
        .hasMessage("%s/report.json cannot be written: %s is a file, not a directory", file, file);
    assertThatThrownBy(() -> ReportWriter.writeJson(report, file.resolve("deep/r.json")))
        .isInstanceOf(ReportException.class)
        .hasMessageStartingWith(file + "/deep/r.json cannot be written: ")
        .hasMessageNotContaining("\n");
  }

  @Test
  void aDirectoryInThePlaceOfAFileIsNamed() throws IOException {
    Path taken = Files.createDirectories(directory.resolve("out/index.html"));

    assertThatThrownBy(() -> ReportWriter.write(report, page, directory.resolve("out")))
        .isInstanceOf(ReportException.class)
        .hasMessage("%s cannot be written: it is a directory", taken);
    assertThat(names(directory.resolve("out"))).containsExactly("index.html");
  }

  private static List<String> names(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(path -> path.getFileName().toString()).sorted().toList();
    }
  }
}
