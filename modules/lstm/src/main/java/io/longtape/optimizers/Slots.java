package io.longtape.optimizers;

import io.longtape.autodiff.ResourceVariable;
import org.tensorflow.types.TFloat32;

/**
 * Where an optimizer finds what it keeps from step to step. Whoever runs the steps makes these
 * variables, not trainable, as {@link Optimizer#slots} and {@link Optimizer#globals} say.
 */
public interface Slots {

  /**
   * What is kept for one variable.
   *
   * @param variable the {@linkplain GradientAndVariable#name name} of the variable
   * @param slot the name in its {@link SlotSpec}
   * @return the variable that holds it
   */
  ResourceVariable<TFloat32> get(String variable, String slot);

  /**
   * What is kept once for all variables.
   *
   * @param name the name in its {@link SlotSpec}
   * @return the variable that holds it
   */
  ResourceVariable<TFloat32> global(String name);
}
