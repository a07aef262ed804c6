package io.longtape.scenario.report;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * The error of each forecast step, one line for each contestant.
 *
 * @param stepTitle title of the horizontal axis, such as {@code "days ahead"}
 * @param errorTitle title of the vertical axis with its unit, such as {@code "MAE, births per day"}
 * @param lines the contestants' errors
 */
public record HorizonChart(String stepTitle, String errorTitle, List<Line> lines) implements Chart {

  /**
   * One contestant's line.
   *
   * @param contestant id of the contestant
   * @param errors error of each step, the first step first
   */
  public record Line(String contestant, List<Double> errors) {
    /**
     * Turns what is not finite into null.
     *
     * @param contestant id of the contestant
     * @param errors error of each step
     */
    public Line {
      Objects.requireNonNull(contestant, "contestant");
      errors = Finite.list(errors);
    }
  }

  /**
   * Keeps a copy of the lines.
   *
   * @param stepTitle title of the horizontal axis
   * @param errorTitle title of the vertical axis with its unit
   * @param lines the contestants' errors
   */
  public HorizonChart {
    Objects.requireNonNull(stepTitle, "stepTitle");
    Objects.requireNonNull(errorTitle, "errorTitle");
    lines = List.copyOf(lines);
  }

  /**
   * Draws {@link Contestant#byHorizon()} of each contestant that has it.
   *
   * @param stepTitle title of the horizontal axis
   * @param errorTitle title of the vertical axis with its unit
   * @param contestants the contestants
   * @return the chart
   */
  public static HorizonChart of(String stepTitle, String errorTitle, List<Contestant> contestants) {
    return new HorizonChart(
        stepTitle,
        errorTitle,
        contestants.stream()
            .filter(contestant -> contestant.byHorizon() != null)
            .map(contestant -> new Line(contestant.id(), contestant.byHorizon()))
            .toList());
  }

  @Override
  public boolean wide() {
    return false;
  }

  @Override
  public String description() {
    return "Line chart of "
        + errorTitle
        + " by "
        + stepTitle
        + ", for "
        + String.join(", ", lines.stream().map(Line::contestant).toList())
        + ".";
  }

  @Override
  public ObjectNode options() {
    ObjectNode options = Axes.of(this, stepTitle, steps(), errorTitle);
    ((ObjectNode) options.get("yAxis")).put("scale", false);
    for (Line line : lines) {
      Axes.line(options, line.contestant(), line.contestant(), line.errors()).put("symbolSize", 7);
    }
    return options;
  }

  @Override
  public DataTable table() {
    List<DataTable.Column> columns = new ArrayList<>();
    lines.forEach(line -> columns.add(new DataTable.Column(line.contestant(), line.errors())));
    return DataTable.of(stepTitle, steps(), columns);
  }

  private List<String> steps() {
    int longest = lines.stream().mapToInt(line -> line.errors().size()).max().orElse(0);
    return IntStream.rangeClosed(1, longest).mapToObj(Integer::toString).toList();
  }
}
