package io.longtape.scenario.cli;

import io.longtape.scenario.report.Page;
import io.longtape.scenario.report.Report;
import io.longtape.scenario.report.ReportWriter;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Where a command leaves its report; to be mixed into every command. */
@SuppressWarnings("UnusedVariable") // picocli reads --stacktrace and --help itself
public final class ReportOptions {

  @Option(
      names = "--report",
      paramLabel = "DIR",
      defaultValue = "target/report",
      description = "Where report.json and index.html go. Default: ${DEFAULT-VALUE}")
  private Path directory;

  @Option(names = "--json", paramLabel = "FILE", description = "Puts report.json elsewhere.")
  private Path json;

  @Option(names = Launcher.STACKTRACE, description = "Shows where an error comes from.")
  private boolean stackTrace;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Shows this help.")
  private boolean help;

  /** Options as picocli fills them. */
  public ReportOptions() {}

  /**
   * Makes sure before a long run that the report can be written.
   *
   * @throws io.longtape.scenario.report.ReportException when it cannot
   */
  public void requireWritable() {
    ReportWriter.requireWritable(directory, json());
  }

  /**
   * Writes report and page.
   *
   * @param report what was found
   * @param page how it is shown
   * @return the page's file
   * @throws io.longtape.scenario.report.ReportException when one cannot be written
   */
  public Path write(Report report, Page page) {
    ReportWriter.write(report, page, directory, json());
    return directory.resolve(ReportWriter.HTML);
  }

  private Path json() {
    return json == null ? directory.resolve(ReportWriter.JSON) : json;
  }
}
