package io.longtape.autodiff.internal;

import static java.util.Map.entry;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.tensorflow.Operand;

/** Ops that give what they got: variables hand their gradient to the handle, sparse ones too. */
final class IdentityGradients {

  private IdentityGradients() {}

  static Map<String, Formula> all() {
    return Map.ofEntries(
        entry("ReadVariableOp", IdentityGradients::pass),
        entry("Identity", IdentityGradients::pass),
        entry("IdentityN", IdentityGradients::passOrZeros),
        entry("EnsureShape", IdentityGradients::pass),
        entry("PlaceholderWithDefault", IdentityGradients::pass),
        entry("Snapshot", IdentityGradients::pass),
        entry("AddN", IdentityGradients::toEach),
        entry("AccumulateNV2", IdentityGradients::toEach));
  }

  /** The gradient of each output goes to the input of the same number, as it is. */
  private static List<Operand<?>> pass(Backward b) {
    List<Operand<?>> gradients = new ArrayList<>(b.outputGradients());
    return gradients.subList(0, b.op().numInputs());
  }

  /** The same, with zeros for what nothing flows back to, as Python has them. */
  private static List<Operand<?>> passOrZeros(Backward b) {
    List<Operand<?>> gradients = new ArrayList<>();
    for (int i = 0; i < b.op().numInputs(); i++) {
      boolean zeros = !b.flows(i) && b.needs(i);
      gradients.add(zeros ? b.tf().zerosLike(b.y(i)) : b.outputGradients().get(i));
    }
    return gradients;
  }

  private static List<Operand<?>> toEach(Backward b) {
    List<Operand<?>> gradients = new ArrayList<>();
    for (int i = 0; i < b.op().numInputs(); i++) {
      gradients.add(b.outputGradients().get(0));
    }
    return gradients;
  }
}
