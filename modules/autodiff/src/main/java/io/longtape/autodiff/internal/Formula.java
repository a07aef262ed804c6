package io.longtape.autodiff.internal;

import io.longtape.autodiff.gradients.OpGradient;
import java.util.Arrays;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.types.family.TNumber;

/** The gradients of all inputs of an op. */
@FunctionalInterface
interface Formula {

  /** The gradient of one input. */
  @FunctionalInterface
  interface Part {
    Operand<TNumber> of(Backward b);
  }

  /** The part of an input that has no gradient. */
  Part NONE = b -> null;

  List<Operand<?>> of(Backward b);

  /** One part for each input, left out where nobody asks. Inputs after the last part have none. */
  static Formula each(Part... parts) {
    return b -> {
      Operand<?>[] gradients = new Operand<?>[b.op().numInputs()];
      for (int i = 0; i < parts.length; i++) {
        gradients[i] = b.needs(i) ? parts[i].of(b) : null;
      }
      return Arrays.asList(gradients);
    };
  }

  /** The same, of inputs that were broadcast: each part is summed to its input's shape. */
  static Formula broadcast(Part... parts) {
    return b -> {
      Operand<?>[] gradients = new Operand<?>[b.op().numInputs()];
      for (int i = 0; i < parts.length; i++) {
        Operand<TNumber> gradient = b.needs(i) ? parts[i].of(b) : null;
        gradients[i] = gradient == null ? null : b.op().sumToInput(b.tf(), gradient, i);
      }
      return Arrays.asList(gradients);
    };
  }

  default OpGradient asOpGradient() {
    return (tf, op, outputGradients) -> of(new Backward(tf, op, outputGradients));
  }
}
