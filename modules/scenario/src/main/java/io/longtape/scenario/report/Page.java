package io.longtape.scenario.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * What {@code index.html} says besides the numbers of the report.
 *
 * @param title heading of the page
 * @param lead the answer, in one to three sentences
 * @param unit unit of the errors, such as {@code "births per day"}; null when they have none
 * @param command the command that repeats the run; null when there is none
 * @param measures how to read metrics that {@link Measure#of} does not know, or that are read
 *     differently here
 * @param sections the charts, in order
 */
public record Page(
    String title,
    String lead,
    String unit,
    String command,
    List<Measure> measures,
    List<Section> sections) {

  /**
   * Keeps copies of the lists.
   *
   * @param title heading of the page
   * @param lead the answer, in one to three sentences
   * @param unit unit of the errors
   * @param command the command that repeats the run
   * @param measures how to read metrics that {@link Measure#of} does not know, or that are read
   *     differently here
   * @param sections the charts, in order
   */
  public Page {
    Objects.requireNonNull(title, "title");
    Objects.requireNonNull(lead, "lead");
    measures = List.copyOf(measures);
    sections = List.copyOf(sections);
  }

  /**
   * A page without charts.
   *
   * @param title heading of the page
   * @param lead the answer, in one to three sentences
   * @return the page
   */
  public static Page of(String title, String lead) {
    return new Page(title, lead, null, null, List.of(), List.of());
  }

  /**
   * Says the unit of the errors.
   *
   * @param name the unit, such as {@code "births per day"}
   * @return a page with the unit
   */
  public Page withUnit(String name) {
    return new Page(title, lead, name, command, measures, sections);
  }

  /**
   * Says how to repeat the run.
   *
   * @param line the command
   * @return a page with the command
   */
  public Page withCommand(String line) {
    return new Page(title, lead, unit, line, measures, sections);
  }

  /**
   * Says how to read a metric.
   *
   * @param measure the measure; it takes the place of what {@link Measure#of} knows of its key
   * @return a page with the measure
   */
  public Page withMeasure(Measure measure) {
    List<Measure> more = new ArrayList<>(measures);
    more.add(measure);
    return new Page(title, lead, unit, command, more, sections);
  }

  /**
   * Adds a chart.
   *
   * @param heading heading of the section
   * @param caption one or two sentences on how to read the chart
   * @param chart the chart
   * @return a page with the section
   */
  public Page withChart(String heading, String caption, Chart chart) {
    List<Section> more = new ArrayList<>(sections);
    more.add(new Section(heading, caption, chart));
    return new Page(title, lead, unit, command, measures, more);
  }

  /** The measure of a metric on this page. */
  Measure measure(String key) {
    return measures.stream()
        .filter(measure -> measure.key().equals(key))
        .reduce((first, last) -> last)
        .orElseGet(() -> Measure.of(key));
  }
}
