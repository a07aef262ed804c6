package io.longtape.serving;

import io.longtape.layers.InputSpec;
import io.longtape.layers.MaskedTensor;
import io.longtape.layers.Pass;
import io.longtape.layers.recurrent.Recurrent;
import io.longtape.networks.LayeredNetwork;
import io.longtape.networks.Network;
import io.longtape.networks.Trace;
import io.longtape.serving.StreamingPlan.Use;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * One time step of a recurrent network, for data that come one step after the other: states in,
 * states out. It shares the network's weights; fed step by step it gives at each step what the
 * network gives for all steps so far.
 *
 * <p>Inputs: those of the network, where the ones that recurrent layers read have a time of 1, and
 * the states of each recurrent layer, {@code NAME_state_h [batch, units]} and for an LSTM {@code
 * NAME_state_c}, zeros at the start. Outputs: those of the network, again with a time of 1 where
 * they have one, and the new states under the same names. Which sequence a row belongs to is the
 * caller's to know, so one model serves any number of streams.
 *
 * <pre>{@code
 * ExportArchive.of(network, weights)
 *     .withEndpoint("step", StreamingNetwork.of(network))
 *     .writeOut(directory);
 * }</pre>
 */
public final class StreamingNetwork implements Network {

  private static final List<String> STATES = List.of("h", "c");

  private final StreamingPlan plan;
  private final Map<String, InputSpec> inputs = new LinkedHashMap<>();

  private StreamingNetwork(LayeredNetwork network) {
    plan = StreamingPlan.of(network);
    Set<String> sequences = plan.sequences();
    network
        .inputs()
        .forEach((name, spec) -> inputs.put(name, sequences.contains(name) ? step(spec) : spec));
    for (Use use : plan.uses()) {
      if (use.layer() instanceof Recurrent<?> layer) {
        List<InputSpec> states = layer.states();
        for (int i = 0; i < states.size(); i++) {
          inputs.put(state(use, i), states.get(i));
        }
      }
    }
  }

  /**
   * The step of a network.
   *
   * @param network its recurrent layers go forward in time, are used once and start from zeros, and
   *     no other layer looks at several steps at once
   * @return the step
   * @throws IllegalArgumentException when the network is another; the message names the layer
   */
  public static StreamingNetwork of(LayeredNetwork network) {
    StreamingNetwork step = new StreamingNetwork(network);
    Trace.of(step); // Refuses layers that make several steps of one.
    return step;
  }

  @Override
  public Map<String, InputSpec> inputs() {
    return Collections.unmodifiableMap(inputs);
  }

  @Override
  public Map<String, MaskedTensor> call(Pass pass, Map<String, MaskedTensor> fed) {
    Map<Integer, MaskedTensor> known = new HashMap<>();
    plan.inputs().forEach((name, number) -> known.put(number, fed.get(name)));
    Map<String, MaskedTensor> states = new LinkedHashMap<>();
    for (Use use : plan.uses()) {
      List<MaskedTensor> reads = use.reads().stream().map(known::get).toList();
      Pass within = pass.in(use.name());
      List<MaskedTensor> gives =
          use.layer() instanceof Recurrent<?> layer
              ? recurrent(within, use, layer, reads.get(0), fed, states)
              : oneStep(use, reads, use.layer().call(within, reads));
      for (int i = 0; i < use.gives().size(); i++) {
        known.put(use.gives().get(i), gives.get(i));
      }
    }
    Map<String, MaskedTensor> outputs = new LinkedHashMap<>();
    plan.outputs().forEach((name, number) -> outputs.put(name, known.get(number)));
    outputs.putAll(states);
    return outputs;
  }

  private static List<MaskedTensor> oneStep(
      Use use, List<MaskedTensor> reads, List<MaskedTensor> gives) {
    Shape read = reads.get(0).tensor().shape();
    Shape gave = gives.get(0).tensor().shape();
    boolean alongTime = read.numDimensions() > 2 && read.get(1) == 1;
    if (alongTime && gave.numDimensions() > 2 && gave.get(1) != 1) {
      throw new IllegalArgumentException(
          "layer '%s' (%s) makes %d steps of one, so the network cannot be fed step by step"
              .formatted(use.name(), use.layer().kind(), gave.get(1)));
    }
    return gives;
  }

  private static List<MaskedTensor> recurrent(
      Pass pass,
      Use use,
      Recurrent<?> layer,
      MaskedTensor step,
      Map<String, MaskedTensor> fed,
      Map<String, MaskedTensor> states) {
    int count = layer.states().size();
    List<MaskedTensor> reads = new ArrayList<>(List.of(step));
    for (int i = 0; i < count; i++) {
      reads.add(fed.get(state(use, i)));
    }
    List<MaskedTensor> gave =
        new ArrayList<>(layer.withStateful(false).withReturnState(true).call(pass, reads));
    for (int i = 0; i < count; i++) {
      states.put(state(use, i), gave.get(1 + i));
    }
    if (step.mask().isPresent() && !layer.givesZerosForMask()) {
      // At a masked step the whole network gives its last output again, which is state h.
      gave.set(0, again(pass.tf(), use, step, gave.get(1).floats(use.name())));
    }
    return gave;
  }

  private static MaskedTensor again(Ops tf, Use use, MaskedTensor step, Operand<TFloat32> state) {
    return use.givesSequence()
        ? step.withTensor(tf.expandDims(state, tf.constant(1)))
        : MaskedTensor.of(state);
  }

  private static InputSpec step(InputSpec spec) {
    long[] dims = spec.shape().asArray();
    dims[0] = 1;
    return new InputSpec(Shape.of(dims), spec.type());
  }

  private static String state(Use use, int index) {
    return use.name() + "_state_" + STATES.get(index);
  }
}
