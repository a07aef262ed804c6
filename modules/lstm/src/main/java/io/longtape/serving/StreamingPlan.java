package io.longtape.serving;

import io.longtape.layers.InputSpec;
import io.longtape.layers.Layer;
import io.longtape.layers.MaskedTensor;
import io.longtape.layers.Pass;
import io.longtape.layers.recurrent.Recurrent;
import io.longtape.networks.LayeredNetwork;
import io.longtape.weights.VariableWeights;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tensorflow.Graph;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;

/**
 * In which order a network's layers are called, with its tensors as numbers.
 *
 * @param inputs the network's inputs by name
 * @param outputs the network's outputs by name
 * @param uses the layers in order
 */
record StreamingPlan(Map<String, Integer> inputs, Map<String, Integer> outputs, List<Use> uses) {

  /** What these give at a step depends on that step alone. */
  private static final Set<String> STEP_BY_STEP =
      Set.of(
          "activation",
          "concatenate",
          "dense",
          "dropout",
          "embedding",
          "layer_normalization",
          "masking",
          "time_distributed");

  /** One use of a layer; whether it gives a time axis is of interest for recurrent ones. */
  record Use(
      String name, Layer layer, List<Integer> reads, List<Integer> gives, boolean givesSequence) {}

  /** Builds the network once, in a graph that is thrown away. */
  static StreamingPlan of(LayeredNetwork network) {
    try (Graph graph = new Graph()) {
      Ops tf = Ops.create(graph);
      Map<String, MaskedTensor> fed = new LinkedHashMap<>();
      for (Map.Entry<String, InputSpec> input : network.inputs().entrySet()) {
        InputSpec spec = input.getValue();
        fed.put(
            input.getKey(),
            MaskedTensor.of(tf.placeholder(spec.type(), Placeholder.shape(spec.batchShape()))));
      }
      Map<MaskedTensor, Integer> numbers = new HashMap<>();
      Map<String, Integer> inputs = numbered(fed, numbers);
      List<Use> uses = new ArrayList<>();
      Pass pass = Pass.inference(tf, VariableWeights.of(graph));
      Map<String, MaskedTensor> results =
          network.call(
              pass,
              fed,
              (name, call, read, gave) ->
                  uses.add(
                      new Use(
                          name,
                          network.layers().get(name),
                          numbered(read, numbers),
                          numbered(gave, numbers),
                          gave.get(0).tensor().shape().numDimensions() > 2)));
      return new StreamingPlan(inputs, numbered(results, numbers), uses);
    }
  }

  /** The inputs that recurrent layers walk along, after a check that this can be done stepwise. */
  Set<String> sequences() {
    Set<Integer> behindRecurrent = new HashSet<>();
    for (int i = uses.size() - 1; i >= 0; i--) {
      Use use = uses.get(i);
      if (use.layer instanceof Recurrent) {
        behindRecurrent.add(use.reads.get(0));
      } else if (use.gives.stream().anyMatch(behindRecurrent::contains)) {
        behindRecurrent.addAll(use.reads);
      }
    }
    Set<String> sequences = new HashSet<>(inputs.keySet());
    sequences.removeIf(name -> !behindRecurrent.contains(inputs.get(name)));
    if (sequences.isEmpty()) {
      throw new IllegalArgumentException("the network has no recurrent layer to feed step by step");
    }
    requireStepByStep(sequences);
    return sequences;
  }

  private void requireStepByStep(Set<String> sequences) {
    Set<Integer> alongTime = new HashSet<>();
    sequences.forEach(name -> alongTime.add(inputs.get(name)));
    Set<Layer> recurrent = new HashSet<>();
    for (Use use : uses) {
      if (use.layer instanceof Recurrent<?> layer) {
        requireForward(use, layer, recurrent.add(layer));
        if (use.givesSequence) {
          alongTime.add(use.gives.get(0));
        }
      } else if (use.reads.stream().anyMatch(alongTime::contains)) {
        if (!STEP_BY_STEP.contains(use.layer.kind())) {
          throw new IllegalArgumentException(
              "layer '%s' (%s) may need several steps at once, so the network cannot be fed step by step"
                  .formatted(use.name, use.layer.kind()));
        }
        alongTime.addAll(use.gives);
      }
    }
  }

  private static void requireForward(Use use, Recurrent<?> layer, boolean first) {
    if (layer.goesBackwards()) {
      throw new IllegalArgumentException(
          "layer '%s' reads the last step first, so the network cannot be fed step by step"
              .formatted(use.name));
    }
    if (use.reads.size() > 1 || !first) {
      throw new IllegalArgumentException(
          "layer '%s' %s; write a network of your own for its step"
              .formatted(
                  use.name, first ? "gets its first state from other layers" : "is used twice"));
    }
  }

  private static Map<String, Integer> numbered(
      Map<String, MaskedTensor> tensors, Map<MaskedTensor, Integer> numbers) {
    Map<String, Integer> named = new LinkedHashMap<>();
    tensors.forEach((name, tensor) -> named.put(name, numbered(List.of(tensor), numbers).get(0)));
    return named;
  }

  private static List<Integer> numbered(
      List<MaskedTensor> tensors, Map<MaskedTensor, Integer> numbers) {
    return tensors.stream()
        .map(tensor -> numbers.computeIfAbsent(tensor, key -> numbers.size()))
        .toList();
  }
}
