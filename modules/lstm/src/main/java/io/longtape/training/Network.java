package io.longtape.training;

import io.longtape.layers.Pass;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TNumber;

/** A network from named inputs to one output, written once against TensorFlow's ops. */
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
   * @return what the loss compares with the target
   */
  Operand<TFloat32> call(Pass pass, Map<String, Operand<?>> inputs);

  /**
   * What the loss compares the output with; the target itself unless a network scales it.
   *
   * @param pass where the ops go
   * @param inputs a tensor {@code [batch, ...]} for each of {@link #inputs}
   * @param target the target as the examples give it
   * @return the labels
   */
  default Operand<TFloat32> labels(
      Pass pass, Map<String, Operand<?>> inputs, Operand<? extends TNumber> target) {
    return pass.tf().dtypes.cast(target, TFloat32.class);
  }
}
