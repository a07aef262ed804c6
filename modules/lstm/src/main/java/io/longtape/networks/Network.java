package io.longtape.networks;

import io.longtape.layers.InputSpec;
import io.longtape.layers.MaskedTensor;
import io.longtape.layers.Pass;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.types.family.TNumber;

/**
 * A network from named inputs to named outputs, written once against TensorFlow's ops. {@link
 * Sequential} and {@link Functional} put one together from layers; write your own where ops between
 * the layers are needed, as with a subclass of {@code keras.Model}.
 */
public interface Network {

  /**
   * The inputs that the network reads.
   *
   * @return their shapes and types by name, in a fixed order
   */
  Map<String, InputSpec> inputs();

  /**
   * Adds the network's ops to a pass.
   *
   * @param pass where the ops go and the weights come from
   * @param inputs a tensor {@code [batch, ...]} for each of {@link #inputs}
   * @return the outputs by name, in a fixed order, each {@code [batch, ...]}
   */
  Map<String, MaskedTensor> call(Pass pass, Map<String, MaskedTensor> inputs);

  /**
   * How many ids there are for inputs of ids, such as an Embedding reads; numbers outside of them
   * are refused before they reach it.
   *
   * @return by the inputs' names, for those of which it is known: an id is from 0 to below the
   *     number; none by default
   */
  default Map<String, Long> idCounts() {
    return Map.of();
  }

  /**
   * The targets that are not what the loss would ask for, such as raw ones that {@link #labels}
   * scales.
   *
   * @return shapes and types by the outputs' names; none by default
   */
  default Map<String, InputSpec> targets() {
    return Map.of();
  }

  /**
   * What the loss compares an output with; the target itself unless a network scales it.
   *
   * @param pass where the ops go
   * @param inputs a tensor {@code [batch, ...]} for each of {@link #inputs}
   * @param output the output's name
   * @param target the target as the data give it
   * @return the labels
   */
  default Operand<? extends TNumber> labels(
      Pass pass,
      Map<String, MaskedTensor> inputs,
      String output,
      Operand<? extends TNumber> target) {
    return target;
  }
}
