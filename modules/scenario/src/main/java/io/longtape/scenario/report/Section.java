package io.longtape.scenario.report;

import java.util.Objects;

/**
 * A chart of a page with what is said about it.
 *
 * @param title heading: best the finding itself, such as {@code "The error grows little after day
 *     one"}
 * @param caption one or two sentences on how to read the chart
 * @param chart the chart
 */
public record Section(String title, String caption, Chart chart) {
  /**
   * Checks the parts.
   *
   * @param title heading
   * @param caption one or two sentences on how to read the chart
   * @param chart the chart
   */
  public Section {
    Objects.requireNonNull(title, "title");
    Objects.requireNonNull(caption, "caption");
    Objects.requireNonNull(chart, "chart");
  }
}
