package io.longtape.serving;

import io.longtape.layers.MaskedTensor;
import io.longtape.layers.Pass;
import java.util.Map;

/**
 * What a saved model computes for its users: named inputs to named outputs. A network's {@code
 * call} is one.
 */
@FunctionalInterface
public interface ServingFunction {

  /**
   * Adds the ops of the function.
   *
   * @param pass an inference pass
   * @param inputs a tensor {@code [batch, ...]} for each input
   * @return the outputs by name; their masks are not served
   */
  Map<String, MaskedTensor> call(Pass pass, Map<String, MaskedTensor> inputs);
}
