package io.longtape.scenario.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * What all charts have in common: two axes with titles, tooltip and a description. The legend is
 * hidden, since the page makes one of buttons, which the keyboard reaches.
 */
final class Axes {
  private static final String CATEGORY = "category";

  private Axes() {}

  static ObjectNode of(Chart chart, String xTitle, List<String> xLabels, String yTitle) {
    ObjectNode options = Json.MAPPER.createObjectNode();
    options
        .putObject("aria")
        .put("enabled", true)
        .putObject("label")
        .put("description", chart.description());
    options.put("animation", false);
    options
        .putObject("grid")
        .put("left", 8)
        .put("right", 20)
        .put("top", 40)
        .put("bottom", 32)
        .put("containLabel", true);
    options.putObject("legend").put("show", false);
    options.putObject("tooltip").put("trigger", "axis").put("confine", true);
    ObjectNode x = options.putObject("xAxis");
    x.put("type", CATEGORY).put("name", xTitle).put("nameLocation", "middle").put("nameGap", 32);
    x.set("data", Json.MAPPER.valueToTree(xLabels));
    options
        .putObject("yAxis")
        .put("type", "value")
        .put("name", yTitle)
        .put("nameLocation", "end")
        .put("nameGap", 16)
        .put("scale", true);
    options.putArray("series");
    return options;
  }

  /** Adds a line; without a contestant it is the truth. */
  static ObjectNode line(ObjectNode options, String name, String contestant, List<Double> values) {
    ObjectNode series = ((ArrayNode) options.get("series")).addObject();
    series.put("type", "line").put("name", name);
    if (contestant != null) {
      series.put("contestant", contestant);
    }
    series.set("data", Json.MAPPER.valueToTree(values));
    return series;
  }
}
