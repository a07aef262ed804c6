package io.longtape.layers.recurrent;

import java.util.List;
import java.util.Optional;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * What a recurrent layer computes at one step, Keras's cell. The input's share of the sums is
 * computed for all steps at once, before; a step adds the state's share.
 */
sealed interface Cell permits ProductCell, ResetBeforeGruCell {

  /** Its name, which its weights carry. */
  String name();

  /** How many sums there are for each unit. */
  int gates();

  /** How many states there are; the first one is the output. */
  int states();

  /** The shape of the bias. */
  default Shape biasShape(int units) {
    return Shape.of((long) gates() * units);
  }

  /** The part of the bias that is added to the input's share. */
  default Operand<TFloat32> inputBias(Ops tf, Operand<TFloat32> bias) {
    return bias;
  }

  /**
   * What the steps need and do not change.
   *
   * @param recurrentKernel {@code [units, gates * units]}
   * @param bias of {@link #biasShape}, if there is one
   * @param dropped what the state is multiplied with for each gate, {@code [batch, units]}; empty
   *     where nothing is dropped
   */
  List<Operand<TFloat32>> constants(
      Ops tf,
      Operand<TFloat32> recurrentKernel,
      Optional<Operand<TFloat32>> bias,
      List<Operand<TFloat32>> dropped);

  /**
   * One step.
   *
   * @param projected the input's share of the sums, {@code [batch, gates * units]}
   * @param before the states, each {@code [batch, units]}
   * @param constants as {@link #constants} gave them
   * @return the new states
   */
  List<Operand<TFloat32>> step(
      Ops tf,
      Operand<TFloat32> projected,
      List<Operand<TFloat32>> before,
      List<Operand<TFloat32>> constants);
}
