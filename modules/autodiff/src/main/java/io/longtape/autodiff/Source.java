package io.longtape.autodiff;

import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.op.Ops;
import org.tensorflow.proto.DataType;
import org.tensorflow.types.TInt32;

/**
 * What a gradient is taken with respect to.
 *
 * @param value the tensor, or the variable's handle
 * @param variable the variable, or null
 */
record Source(Output<?> value, ResourceVariable<?> variable) {

  /**
   * A tensor, or a variable by its handle.
   *
   * @param tape which knows the variables that it watches
   */
  static Source of(Operand<?> tensor, Tape tape) {
    Output<?> value = tensor.asOutput();
    for (ResourceVariable<?> variable : tape.variables()) {
      if (variable.handle().asOutput().equals(value)) {
        return of(variable);
      }
    }
    GradientTape.requireDifferentiable(value, "source");
    return new Source(value, null);
  }

  static Source of(ResourceVariable<?> variable) {
    variable.requireOpen();
    if (!variable.isDifferentiable()) {
      throw new IllegalArgumentException(
          variable + " has no gradients: the type must be floating point");
    }
    return new Source(variable.handle().asOutput(), variable);
  }

  Operand<?> zeros(Ops tf) {
    requireKnownVariable();
    return variable == null
        ? tf.zerosLike(value)
        : tf.zeros(tf.constant(Shapes.ints(variable.shape())), variable.type());
  }

  private void requireKnownVariable() {
    if (variable == null && value.dataType() == DataType.DT_RESOURCE) {
      throw new IllegalArgumentException(
          "the source is the handle of a variable that this tape does not watch; pass the variable");
    }
  }

  /** The shape as a value, which may be known only when the program runs. */
  Operand<TInt32> shape(Ops tf) {
    requireKnownVariable();
    return variable == null ? tf.shape(value) : tf.constant(Shapes.ints(variable.shape()));
  }
}
