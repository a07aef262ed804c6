package io.longtape.optimizers;

import static java.util.Objects.requireNonNull;

import org.tensorflow.ndarray.Shape;

/**
 * One thing that an optimizer keeps from step to step, as float32.
 *
 * @param name Keras's name of it, such as {@code momentum}
 * @param shape its shape
 * @param initial the value of all its elements before the first step
 */
public record SlotSpec(String name, Shape shape, float initial) {

  /**
   * A checked description.
   *
   * @param name Keras's name of it, such as {@code momentum}
   * @param shape its shape
   * @param initial the value of all its elements before the first step
   */
  public SlotSpec {
    requireNonNull(name, "name");
    requireNonNull(shape, "shape");
  }

  static SlotSpec zeros(String name, Shape shape) {
    return new SlotSpec(name, shape, 0);
  }
}
