package io.longtape.networks;

import static java.util.Objects.requireNonNull;

import io.longtape.weights.WeightSpec;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/**
 * The layers of a network, their outputs and weights as {@code model.summary()} of Keras prints
 * them. States that a layer keeps are no weights. Uses of a layer that is used twice are numbered
 * as a walk from the outputs meets them. With several branches a column says what each layer reads.
 */
public final class Summary {

  /** Keras prints 88 or, with connections, 108 columns, but in a window of 80 no more than this. */
  private static final int LINE_LENGTH = 76;

  private static final List<TextTable.Column> COLUMNS =
      List.of(
          new TextTable.Column("Layer (type)", 0.45, false),
          new TextTable.Column("Output Shape", 0.8, false),
          new TextTable.Column("Param #", 1, true));

  private static final List<TextTable.Column> COLUMNS_WITH_CONNECTIONS =
      List.of(
          new TextTable.Column("Layer (type)", 0.3, false),
          new TextTable.Column("Output Shape", 0.56, false),
          new TextTable.Column("Param #", 0.74, true),
          new TextTable.Column("Connected to", 1, false));

  private static final List<String> UNITS = List.of("B", "KB", "MB", "GB", "TB", "PB");

  private final LayeredNetwork network;
  private final String name;
  private final int lineLength;
  private final Predicate<String> frozen;

  private Summary(LayeredNetwork network, String name, int lineLength, Predicate<String> frozen) {
    this.network = network;
    this.name = name;
    this.lineLength = lineLength;
    this.frozen = frozen;
  }

  /**
   * The summary of a network all of whose weights are trained.
   *
   * @param network the network
   * @return the summary
   */
  public static Summary of(LayeredNetwork network) {
    return new Summary(network, network.kind(), LINE_LENGTH, layer -> false);
  }

  /**
   * The same with the model's name.
   *
   * @param choice the default is {@code sequential} or {@code functional}
   * @return the summary
   */
  public Summary withName(String choice) {
    return new Summary(network, requireNonNull(choice, "name"), lineLength, frozen);
  }

  /**
   * The same of another width, as Keras's {@code line_length}.
   *
   * @param choice the width of the table in characters, at least 40; the default is 76, which is
   *     what Keras takes in a window of 80
   * @return the summary
   * @throws IllegalArgumentException when it is below 40
   */
  public Summary withLineLength(int choice) {
    if (choice < 40) {
      throw new IllegalArgumentException("lineLength must be at least 40, but is " + choice);
    }
    return new Summary(network, name, choice, frozen);
  }

  /**
   * The same with layers that are not trained.
   *
   * @param choice whether the layer of a name is frozen; the default is none
   * @return the summary
   */
  public Summary withFrozen(Predicate<String> choice) {
    return new Summary(network, name, lineLength, requireNonNull(choice, "frozen"));
  }

  /**
   * The text.
   *
   * @return lines without an end behind the last one
   * @throws IllegalArgumentException when a layer refuses what it reads
   */
  @Override
  public String toString() {
    LayerGraph graph = network.graph();
    SummaryRows rows = SummaryRows.of(network, graph);
    boolean connected = network instanceof Functional && !graph.isChain();
    TextTable table = new TextTable(connected ? COLUMNS_WITH_CONNECTIONS : COLUMNS, lineLength);
    for (String operation : graph.operations()) {
      if (network instanceof Functional || !network.inputs().containsKey(operation)) {
        List<String> row = rows.row(operation);
        table.add(connected ? row : row.subList(0, 3));
      }
    }
    long all = 0;
    long trained = 0;
    for (WeightSpec weight : rows.weights()) {
      all += weight.shape().size();
      boolean learns = !frozen.test(weight.path().substring(0, weight.path().indexOf('/')));
      trained += learns ? weight.shape().size() : 0;
    }
    List<String> lines = new ArrayList<>();
    lines.add("Model: \"" + name + "\"");
    lines.addAll(table.lines());
    lines.add(total("Total", all));
    lines.add(total("Trainable", trained));
    lines.add(total("Non-trainable", all - trained));
    return String.join("\n", lines);
  }

  private static String total(String what, long parameters) {
    return String.format(
        Locale.ROOT, " %s params: %,d (%s)", what, parameters, readable(4.0 * parameters));
  }

  /** Rounds as Python does, halves to even. */
  private static String readable(double bytes) {
    double size = bytes;
    int unit = 0;
    while (size >= 1024 && unit < UNITS.size() - 1) {
      size /= 1024;
      unit++;
    }
    return new BigDecimal(size).setScale(2, RoundingMode.HALF_EVEN) + " " + UNITS.get(unit);
  }
}
