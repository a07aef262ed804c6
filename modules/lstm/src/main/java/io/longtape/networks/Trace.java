package io.longtape.networks;

import io.longtape.layers.InputSpec;
import io.longtape.layers.MaskedTensor;
import io.longtape.layers.Pass;
import io.longtape.weights.WeightSpec;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.zip.CRC32;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TInt64;

/**
 * What is known of a network before it runs: found by building it once in a graph that is thrown
 * away.
 *
 * @param weights the weights in the order in which the network asks for them, with whole paths
 * @param outputs shape and type of one example of each output
 */
public record Trace(List<WeightSpec> weights, Map<String, InputSpec> outputs) {

  /**
   * Copies both.
   *
   * @param weights in the order in which the network asks for them
   * @param outputs by name
   */
  public Trace {
    weights = List.copyOf(weights);
    outputs = new LinkedHashMap<>(outputs);
  }

  /**
   * Builds a network once.
   *
   * @param network the network
   * @return its weights and outputs
   * @throws IllegalArgumentException when a layer refuses what it reads
   */
  public static Trace of(Network network) {
    return of(network, LayerObserver.NONE);
  }

  /**
   * Builds a network once and tells of its layers.
   *
   * @param network the network
   * @param observer is told what each layer reads and gives, if the network is made of layers
   * @return its weights and outputs
   * @throws IllegalArgumentException when a layer refuses what it reads
   */
  public static Trace of(Network network, LayerObserver observer) {
    try (Graph graph = new Graph()) {
      Ops tf = Ops.create(graph);
      Map<String, MaskedTensor> inputs = inputs(tf, network);
      TracedWeights weights = new TracedWeights();
      Pass pass = Pass.tracing(tf, weights);
      Map<String, MaskedTensor> results =
          network instanceof LayeredNetwork layered
              ? layered.call(pass, inputs, observer)
              : network.call(pass, inputs);
      Map<String, InputSpec> outputs = new LinkedHashMap<>();
      results.forEach((name, result) -> outputs.put(name, specOf(result)));
      return new Trace(weights.specs(), outputs);
    }
  }

  /**
   * A text that differs between networks that compute something else, in training too: the names
   * and types of their ops and how they hang together. Numbers inside, such as the rate of a
   * dropout, it does not tell.
   *
   * @param network the network
   * @return a hash of its ops
   */
  public static String structure(Network network) {
    try (Graph graph = new Graph()) {
      Ops tf = Ops.create(graph);
      Operand<TInt64> step = tf.placeholder(TInt64.class, Placeholder.shape(Shape.scalar()));
      Pass pass = Pass.training(tf, new TracedWeights(), step, 0);
      network.call(pass, inputs(tf, network));
      pass.effects().losses();
      CRC32 crc = new CRC32();
      graph
          .operations()
          .forEachRemaining(
              node -> {
                String inputs =
                    node.inputs().stream()
                        .map(input -> input.op().name())
                        .collect(Collectors.joining(","));
                String line = node.name() + " " + node.type() + "(" + inputs + ")\n";
                crc.update(line.getBytes(StandardCharsets.UTF_8));
              });
      return Long.toHexString(crc.getValue());
    }
  }

  private static Map<String, MaskedTensor> inputs(Ops tf, Network network) {
    Map<String, MaskedTensor> inputs = new LinkedHashMap<>();
    network
        .inputs()
        .forEach(
            (name, spec) ->
                inputs.put(
                    name,
                    MaskedTensor.of(
                        tf.placeholder(spec.type(), Placeholder.shape(spec.batchShape())))));
    return inputs;
  }

  private static InputSpec specOf(MaskedTensor result) {
    Shape shape = result.tensor().shape();
    return new InputSpec(
        shape.numDimensions() == 0 ? shape : shape.tail(), result.tensor().asOutput().type());
  }
}
