package io.longtape.networks;

import io.longtape.layers.Embedding;
import io.longtape.layers.Input;
import io.longtape.layers.InputSpec;
import io.longtape.layers.Layer;
import io.longtape.layers.LayerCall;
import io.longtape.layers.MaskedTensor;
import io.longtape.layers.Pass;
import io.longtape.layers.SymbolicTensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The layers between inputs and outputs, in the order in which they can be computed. */
final class LayerGraph {

  private final Map<String, Input> inputs;
  private final Map<String, SymbolicTensor> outputs = new LinkedHashMap<>();
  private final List<LayerCall> found;
  private final Depth depth;
  private final List<LayerCall> calls;
  private final LayerNames names;

  private LayerGraph(
      Map<String, Input> inputs, List<? extends SymbolicTensor> ends, List<LayerCall> found) {
    this.inputs = inputs;
    names = new LayerNames(found.stream().map(LayerCall::layer).toList(), inputs.keySet());
    this.found = found;
    depth = new Depth(found, ends);
    calls = depth.order();
    for (SymbolicTensor end : ends) {
      outputs.put(LayerNames.unused(source(end), outputs.keySet()), end);
    }
  }

  static LayerGraph of(List<Input> inputs, List<? extends SymbolicTensor> outputs) {
    if (outputs.isEmpty()) {
      throw new IllegalArgumentException("a network needs at least one output");
    }
    Map<String, Input> named = new LinkedHashMap<>();
    for (Input input : inputs) {
      if (named.containsValue(input)) {
        throw new IllegalArgumentException(
            "an input of shape %s is listed twice".formatted(input.spec().shape()));
      }
      String name = input.name().orElseGet(() -> LayerNames.unused("input_layer", named.keySet()));
      if (named.put(name, input) != null) {
        throw new IllegalArgumentException("two inputs are named '" + name + "'");
      }
    }
    List<LayerCall> found = new ArrayList<>();
    for (SymbolicTensor output : outputs) {
      collect(output, inputs, found);
    }
    return new LayerGraph(named, outputs, found);
  }

  Map<String, InputSpec> inputs() {
    Map<String, InputSpec> specs = new LinkedHashMap<>();
    inputs.forEach((name, input) -> specs.put(name, input.spec()));
    return specs;
  }

  Map<String, SymbolicTensor> outputTensors() {
    return Collections.unmodifiableMap(outputs);
  }

  List<String> outputNames() {
    return List.copyOf(outputs.keySet());
  }

  /** The least vocabulary of the Embeddings that read each input. */
  Map<String, Long> idCounts() {
    Map<String, Long> counts = new LinkedHashMap<>();
    for (LayerCall call : calls) {
      if (call.layer() instanceof Embedding embedding
          && call.inputs().get(0) instanceof Input input) {
        counts.merge(nameOf(input), (long) embedding.inputDim(), Math::min);
      }
    }
    return counts;
  }

  Map<String, Layer> layers() {
    Map<String, Layer> layers = new LinkedHashMap<>();
    calls.forEach(call -> layers.put(names.of(call.layer()), names.named(call.layer())));
    return Collections.unmodifiableMap(layers);
  }

  Map<String, MaskedTensor> call(
      Pass pass, Map<String, MaskedTensor> given, LayerObserver observer) {
    Map<SymbolicTensor, MaskedTensor> known = new HashMap<>();
    Map<LayerCall, List<MaskedTensor>> computed = new HashMap<>();
    inputs.forEach(
        (name, input) -> {
          MaskedTensor tensor = given.get(name);
          if (tensor == null) {
            throw new IllegalArgumentException(
                "no value for the input '%s'; given are: %s"
                    .formatted(name, String.join(", ", given.keySet())));
          }
          known.put(input, tensor);
        });
    for (LayerCall call : calls) {
      List<MaskedTensor> read =
          call.inputs().stream().map(tensor -> value(tensor, known, computed)).toList();
      String name = names.of(call.layer());
      List<MaskedTensor> gave = names.named(call.layer()).call(pass.in(name), read);
      computed.put(call, gave);
      observer.called(name, call, read, gave);
    }
    Map<String, MaskedTensor> results = new LinkedHashMap<>();
    outputs.forEach((name, tensor) -> results.put(name, value(tensor, known, computed)));
    return results;
  }

  /** The uses of a layer, each behind those that it reads from. */
  List<LayerCall> uses(String layer) {
    return found.stream().filter(call -> names.of(call.layer()).equals(layer)).toList();
  }

  /** The name of what a tensor comes from: an input or a layer. */
  String source(SymbolicTensor tensor) {
    return tensor instanceof Input input ? nameOf(input) : names.of(tensor.producer().layer());
  }

  /**
   * The names of inputs and layers in Keras's order: the farthest from the outputs first, those of
   * one depth as a walk from the outputs meets them.
   */
  List<String> operations() {
    Map<String, Integer> met = new LinkedHashMap<>();
    Set<LayerCall> seen = new HashSet<>();
    outputs.values().forEach(output -> meet(output, met, seen));
    Map<String, Integer> all = new LinkedHashMap<>();
    inputs.forEach((name, input) -> all.put(name, depth.of(input)));
    all.keySet().removeAll(met.keySet());
    all.putAll(met);
    return all.keySet().stream().sorted(Comparator.comparing(name -> -all.get(name))).toList();
  }

  /**
   * Whether each layer reads the one before it alone, so that Keras does not say which it reads.
   */
  boolean isChain() {
    boolean single = calls.stream().allMatch(call -> call.inputs().size() == 1);
    boolean shared = layers().size() < calls.size();
    Set<Integer> depths = new HashSet<>();
    inputs.values().forEach(input -> depths.add(depth.of(input)));
    calls.forEach(call -> depths.add(depth.of(call.layer())));
    return single && !shared && depths.size() == inputs.size() + calls.size();
  }

  private void meet(SymbolicTensor tensor, Map<String, Integer> met, Set<LayerCall> seen) {
    if (tensor instanceof Input input) {
      met.putIfAbsent(nameOf(input), depth.of(input));
    } else if (seen.add(tensor.producer())) {
      Layer layer = tensor.producer().layer();
      met.putIfAbsent(names.of(layer), depth.of(layer));
      tensor.producer().inputs().forEach(read -> meet(read, met, seen));
    }
  }

  private static MaskedTensor value(
      SymbolicTensor tensor,
      Map<SymbolicTensor, MaskedTensor> known,
      Map<LayerCall, List<MaskedTensor>> computed) {
    return tensor.producer() == null
        ? known.get(tensor)
        : computed.get(tensor.producer()).get(tensor.index());
  }

  private String nameOf(Input input) {
    return inputs.entrySet().stream()
        .filter(entry -> entry.getValue() == input)
        .map(Map.Entry::getKey)
        .findFirst()
        .orElseThrow();
  }

  /** All calls that lead to a tensor, each behind those that it reads from. */
  private static void collect(SymbolicTensor tensor, List<Input> inputs, List<LayerCall> found) {
    if (tensor instanceof Input input) {
      if (inputs.stream().noneMatch(known -> known == input)) {
        throw new IllegalArgumentException(
            "an output depends on an input of shape %s that is not among the network's inputs"
                    .formatted(input.spec().shape())
                + input.name().map(name -> ": " + name).orElse(""));
      }
      return;
    }
    LayerCall call = tensor.producer();
    if (found.contains(call)) {
      return;
    }
    call.inputs().forEach(read -> collect(read, inputs, found));
    found.add(call);
  }
}
