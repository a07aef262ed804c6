package io.longtape.layers.recurrent;

import java.util.List;
import java.util.Optional;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * A cell whose state goes into the sums by one product with the recurrent kernel. Its backward pass
 * can be written by hand, with the products of all steps in one.
 */
sealed interface ProductCell extends Cell permits LstmCell, ResetAfterGruCell, SimpleRnnCell {

  /**
   * The gradient of a step.
   *
   * @param projected of the input's share of the sums, {@code [batch, gates * units]}
   * @param product of the product, of the same shape
   * @param first of the first state before, beside what flows through the product, if anything
   * @param others of the other states before
   */
  record StepGradient(
      Operand<TFloat32> projected,
      Operand<TFloat32> product,
      Optional<Operand<TFloat32>> first,
      List<Operand<TFloat32>> others) {}

  /**
   * The values of a step: first the new states, then what {@link #gradient} needs.
   *
   * @param projected the input's share of the sums
   * @param product the state's share
   * @param before the states
   */
  List<Operand<TFloat32>> values(
      Ops tf,
      Operand<TFloat32> projected,
      Operand<TFloat32> product,
      List<Operand<TFloat32>> before);

  /** Whether the cell knows its gradient, which depends on its activations. */
  boolean hasGradient();

  /**
   * The gradient of a step.
   *
   * @param values as {@link #values} gave them
   * @param before the states before
   * @param ofAfter the gradients of the states after
   */
  StepGradient gradient(
      Ops tf,
      List<Operand<TFloat32>> values,
      List<Operand<TFloat32>> before,
      List<Operand<TFloat32>> ofAfter);

  /** The state's share of the sums. The recurrent kernel is the last of the constants. */
  default Operand<TFloat32> product(
      Ops tf, Operand<TFloat32> state, List<Operand<TFloat32>> constants) {
    return RecurrentKernel.product(tf, state, constants);
  }

  @Override
  default List<Operand<TFloat32>> constants(
      Ops tf,
      Operand<TFloat32> recurrentKernel,
      Optional<Operand<TFloat32>> bias,
      List<Operand<TFloat32>> dropped) {
    return RecurrentKernel.constants(tf, recurrentKernel, dropped);
  }

  @Override
  default List<Operand<TFloat32>> step(
      Ops tf,
      Operand<TFloat32> projected,
      List<Operand<TFloat32>> before,
      List<Operand<TFloat32>> constants) {
    return values(tf, projected, product(tf, before.get(0), constants), before)
        .subList(0, states());
  }
}
