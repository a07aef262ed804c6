package io.longtape.scenario.report;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** A picture of a page, as data. The page draws it with ECharts. */
public sealed interface Chart permits ForecastChart, HorizonChart, LearningCurves {

  /**
   * What the chart shows, in words, for those who do not see it.
   *
   * @return one or two sentences
   */
  String description();

  /**
   * The options for ECharts. They hold no colours: each series names its {@code contestant} in a
   * field of that name, and the page gives a contestant one colour in all its charts. A series that
   * names none is the truth.
   *
   * @return a new tree
   */
  ObjectNode options();

  /**
   * The same numbers as rows, for screen readers and for people who want them exactly.
   *
   * @return the table
   */
  DataTable table();

  /**
   * Whether the chart takes the page's full width.
   *
   * @return true for full width, false for half of it
   */
  boolean wide();
}
