package io.longtape.scenario.report;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/**
 * Training and validation loss of each epoch, with a mark at the best one.
 *
 * @param lossTitle title of the vertical axis, such as {@code "pinball loss, scaled"}
 * @param curves the models' curves
 */
public record LearningCurves(String lossTitle, List<Curve> curves) implements Chart {

  /**
   * One model's curve.
   *
   * @param contestant id of the model
   * @param history its epochs
   */
  public record Curve(String contestant, History history) {
    /**
     * Checks the parts.
     *
     * @param contestant id of the model
     * @param history its epochs
     */
    public Curve {
      Objects.requireNonNull(contestant, "contestant");
      Objects.requireNonNull(history, "history");
    }
  }

  /**
   * Keeps a copy of the curves.
   *
   * @param lossTitle title of the vertical axis
   * @param curves the models' curves
   */
  public LearningCurves {
    Objects.requireNonNull(lossTitle, "lossTitle");
    curves = List.copyOf(curves);
  }

  /**
   * Draws {@link Contestant#history()} of each contestant that has it.
   *
   * @param lossTitle title of the vertical axis
   * @param contestants the contestants
   * @return the chart
   */
  public static LearningCurves of(String lossTitle, List<Contestant> contestants) {
    return new LearningCurves(
        lossTitle,
        contestants.stream()
            .filter(contestant -> contestant.history() != null)
            .map(contestant -> new Curve(contestant.id(), contestant.history()))
            .toList());
  }

  @Override
  public boolean wide() {
    return false;
  }

  @Override
  public String description() {
    StringBuilder text = new StringBuilder("Line chart of the " + lossTitle + " by epoch.");
    for (Curve curve : curves) {
      curve
          .history()
          .best()
          .ifPresent(
              best ->
                  text.append(" The best epoch of ")
                      .append(curve.contestant())
                      .append(" is ")
                      .append(curve.history().epochs().get(best).epoch())
                      .append('.'));
    }
    return text.toString();
  }

  @Override
  public ObjectNode options() {
    ObjectNode options = Axes.of(this, "epoch", epochs(), lossTitle);
    for (Curve curve : curves) {
      List<Double> valLoss = values(curve, History.Epoch::valLoss);
      boolean validated = valLoss.stream().anyMatch(Objects::nonNull);
      ObjectNode training =
          Axes.line(
                  options, training(curve), curve.contestant(), values(curve, History.Epoch::loss))
              .put("symbol", "none");
      training.putObject("lineStyle").put("type", "dashed").put("width", 1.5);
      ObjectNode marked = training;
      if (validated) {
        marked =
            Axes.line(options, validation(curve), curve.contestant(), valLoss)
                .put("symbol", "none");
        marked.putObject("lineStyle").put("type", "solid").put("width", 2.5);
      }
      mark(marked, curve.history());
    }
    return options;
  }

  private static void mark(ObjectNode series, History history) {
    if (history.best().isEmpty()) {
      return;
    }
    int best = history.best().getAsInt();
    int epoch = history.epochs().get(best).epoch();
    ObjectNode mark = series.putObject("markPoint").put("symbol", "circle").put("symbolSize", 11);
    mark.putObject("label")
        .put("show", true)
        .put("position", "top")
        .put("formatter", "best: epoch " + epoch);
    ObjectNode point = mark.putArray("data").addObject();
    point.putArray("coord").add(best).add(series.get("data").get(best));
  }

  @Override
  public DataTable table() {
    List<DataTable.Column> columns = new ArrayList<>();
    for (Curve curve : curves) {
      columns.add(new DataTable.Column(training(curve), values(curve, History.Epoch::loss)));
      columns.add(new DataTable.Column(validation(curve), values(curve, History.Epoch::valLoss)));
      columns.add(
          new DataTable.Column(
              curve.contestant() + ", learning rate", values(curve, History.Epoch::learningRate)));
    }
    columns.removeIf(column -> column.values().stream().allMatch(Objects::isNull));
    return DataTable.of("epoch", epochs(), columns);
  }

  private static String training(Curve curve) {
    return curve.contestant() + ", training";
  }

  private static String validation(Curve curve) {
    return curve.contestant() + ", validation";
  }

  private static List<Double> values(Curve curve, Function<History.Epoch, Double> value) {
    List<Double> values = new ArrayList<>();
    curve.history().epochs().forEach(epoch -> values.add(value.apply(epoch)));
    return values;
  }

  /** The numbers of the epochs; curves of several models share them from the first one on. */
  private List<String> epochs() {
    return curves.stream()
        .map(curve -> curve.history().epochs())
        .max((a, b) -> Integer.compare(a.size(), b.size()))
        .map(epochs -> epochs.stream().map(epoch -> Integer.toString(epoch.epoch())).toList())
        .orElse(List.of());
  }
}
