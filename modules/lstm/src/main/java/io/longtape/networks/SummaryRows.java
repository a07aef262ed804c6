package io.longtape.networks;

import io.longtape.layers.Layer;
import io.longtape.layers.LayerCall;
import io.longtape.layers.MaskedTensor;
import io.longtape.layers.SymbolicTensor;
import io.longtape.weights.WeightSpec;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.tensorflow.ndarray.Shape;

/** What a summary says of each input and layer. */
final class SummaryRows {

  private final LayeredNetwork network;
  private final LayerGraph graph;
  private final Map<LayerCall, String> shapes = new HashMap<>();
  private final List<WeightSpec> weights;

  private SummaryRows(LayeredNetwork network, LayerGraph graph) {
    this.network = network;
    this.graph = graph;
    weights =
        Trace.of(network, (name, call, read, gave) -> shapes.put(call, text(gave)))
            .weights()
            .stream()
            .filter(WeightSpec::trainable)
            .toList();
  }

  /** Builds the network once to see its shapes. */
  static SummaryRows of(LayeredNetwork network, LayerGraph graph) {
    return new SummaryRows(network, graph);
  }

  /** All but states. */
  List<WeightSpec> weights() {
    return weights;
  }

  /** Name and type, shape of the outputs, number of weights, and what it is connected to. */
  List<String> row(String operation) {
    Layer layer = network.layers().get(operation);
    if (layer == null) {
      Shape shape = network.inputs().get(operation).batchShape();
      return List.of(operation + " (InputLayer)", text(shape), "0", "-");
    }
    List<LayerCall> uses = graph.uses(operation);
    return List.of(
        operation + " (" + layer.getClass().getSimpleName() + ")",
        shapes.get(uses.get(uses.size() - 1)),
        String.format(Locale.ROOT, "%,d", parameters(operation)),
        connections(uses));
  }

  private long parameters(String operation) {
    return weights.stream()
        .filter(weight -> weight.path().startsWith(operation + "/"))
        .mapToLong(weight -> weight.shape().size())
        .sum();
  }

  private String connections(List<LayerCall> uses) {
    return uses.stream()
        .flatMap(call -> call.inputs().stream())
        .map(read -> "%s[%d][%d]".formatted(graph.source(read), use(read), read.index()))
        .collect(Collectors.joining(", "));
  }

  /** Which use of its layer a tensor comes from; Keras counts them as they were made. */
  private int use(SymbolicTensor tensor) {
    LayerCall producer = tensor.producer();
    return producer == null ? 0 : graph.uses(graph.source(tensor)).indexOf(producer);
  }

  private static String text(List<MaskedTensor> gave) {
    List<String> each = gave.stream().map(tensor -> text(tensor.tensor().shape())).toList();
    return each.size() == 1 ? each.get(0) : each.toString();
  }

  private static String text(Shape shape) {
    if (shape.isUnknown()) {
      return "?";
    }
    return IntStream.range(0, shape.numDimensions())
        .mapToObj(shape::get)
        .map(size -> size == Shape.UNKNOWN_SIZE ? "None" : size.toString())
        .collect(Collectors.joining(", ", "(", ")"));
  }
}
