package io.longtape.optimizers;

import static java.util.Objects.requireNonNull;

import io.longtape.autodiff.ResourceVariable;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/**
 * A variable to update and its gradient.
 *
 * @param gradient of the variable's shape, {@link io.longtape.autodiff.gradients.IndexedSlices
 *     IndexedSlices} among them; null where the loss does not depend on the variable
 * @param name what its slots and the exclusions from weight decay go by, such as {@code
 *     lstm/lstm_cell/kernel}
 * @param variable the variable
 */
public record GradientAndVariable(
    Operand<TFloat32> gradient, String name, ResourceVariable<TFloat32> variable) {

  /**
   * A checked pair.
   *
   * @param gradient of the variable's shape, or null
   * @param name what its slots and the exclusions from weight decay go by
   * @param variable the variable
   */
  public GradientAndVariable {
    requireNonNull(name, "name");
    requireNonNull(variable, "variable");
  }
}
