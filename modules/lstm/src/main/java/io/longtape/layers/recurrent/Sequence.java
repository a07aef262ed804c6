package io.longtape.layers.recurrent;

import java.util.List;
import java.util.Optional;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;

/**
 * What a strategy runs a cell over.
 *
 * @param projected the input's share of the sums, {@code [time, batch, gates * units]}
 * @param initial the states before the first step, each {@code [batch, units]}
 * @param constants what the cell's steps need beside
 * @param mask {@code [time, batch, 1]}; the states stay what they are where it is false
 * @param dropped whether dropout masks of the state are among the constants
 * @param allOutputs whether the outputs of all steps are asked for
 */
record Sequence(
    Operand<TFloat32> projected,
    List<Operand<TFloat32>> initial,
    List<Operand<TFloat32>> constants,
    Optional<Operand<TBool>> mask,
    boolean dropped,
    boolean allOutputs) {

  /**
   * What comes out.
   *
   * @param outputs the first state after each step, {@code [time, batch, units]}, if asked for
   * @param states the states after the last step
   */
  record Result(Optional<Operand<TFloat32>> outputs, List<Operand<TFloat32>> states) {}

  boolean timeIsKnown() {
    return projected.shape().get(0) != Shape.UNKNOWN_SIZE;
  }

  int steps() {
    return Math.toIntExact(projected.shape().get(0));
  }
}
