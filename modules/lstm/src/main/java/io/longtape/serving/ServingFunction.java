package io.longtape.serving;

import io.longtape.layers.Pass;
import java.util.Map;
import org.tensorflow.Operand;

/** What a saved model computes for its users: named inputs to named outputs. */
@FunctionalInterface
public interface ServingFunction {

  /**
   * Adds the ops of the function.
   *
   * @param pass an inference pass
   * @param inputs a tensor {@code [batch, ...]} for each input
   * @return the outputs by name
   */
  Map<String, Operand<?>> call(Pass pass, Map<String, Operand<?>> inputs);
}
