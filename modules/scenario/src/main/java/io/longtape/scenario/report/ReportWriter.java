package io.longtape.scenario.report;

import java.nio.file.Path;

/**
 * Writes a report for programs and for people. The files are written beside their places and then
 * renamed, so that a failed run never leaves half a file.
 */
public final class ReportWriter {
  /** Name of the file for programs. */
  public static final String JSON = "report.json";

  /** Name of the file for people. */
  public static final String HTML = "index.html";

  private ReportWriter() {}

  /**
   * Makes sure before a long run that its report can be written; what is there stays as it is.
   *
   * @param directory where the page will go
   * @param json where the report will go
   * @throws ReportException when one of them cannot be written
   */
  public static void requireWritable(Path directory, Path json) {
    try (StagedFiles files = new StagedFiles()) {
      files.stage(json, "");
      files.stage(directory.resolve(HTML), "");
    }
  }

  /**
   * Writes {@code report.json} and {@code index.html}.
   *
   * @param report the numbers
   * @param page what the page says and draws besides
   * @param directory where to; made when it does not exist
   * @throws ReportException when a file cannot be written
   */
  public static void write(Report report, Page page, Path directory) {
    write(report, page, directory, directory.resolve(JSON));
  }

  /**
   * Writes {@code index.html} into a directory and the numbers into a file of another place.
   *
   * @param report the numbers
   * @param page what the page says and draws besides
   * @param directory where the page goes; made when it does not exist
   * @param json the file for the numbers
   * @throws ReportException when a file cannot be written
   */
  public static void write(Report report, Page page, Path directory, Path json) {
    String html = PageTemplate.render(report, page);
    try (StagedFiles files = new StagedFiles()) {
      files.stage(json, Json.pretty(report));
      files.stage(directory.resolve(HTML), html);
      files.commit();
    }
  }

  /**
   * Writes the numbers alone.
   *
   * @param report the numbers
   * @param json the file
   * @throws ReportException when the file cannot be written
   */
  public static void writeJson(Report report, Path json) {
    try (StagedFiles files = new StagedFiles()) {
      files.stage(json, Json.pretty(report));
      files.commit();
    }
  }

  /**
   * Writes a text file that goes with a report, such as a forecast as CSV.
   *
   * @param file where the text goes; a file there is replaced when the new one is whole
   * @param text what it holds
   * @throws ReportException when it cannot be written
   */
  public static void writeText(Path file, String text) {
    try (StagedFiles files = new StagedFiles()) {
      files.stage(file, text);
      files.commit();
    }
  }
}
