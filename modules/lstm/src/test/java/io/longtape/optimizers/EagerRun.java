package io.longtape.optimizers;

import io.longtape.autodiff.EagerScope;
import io.longtape.optimizers.OptimizerCase.Expected;
import io.longtape.optimizers.OptimizerCase.Gradient;
import io.longtape.optimizers.OptimizerCase.Weight;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tensorflow.EagerSession;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;

/** A case that runs eagerly. */
final class EagerRun {

  private EagerRun() {}

  static List<Expected> of(OptimizerCase given) {
    List<Expected> found = new ArrayList<>();
    try (EagerSession session = EagerSession.create()) {
      OptimizerRun run = new OptimizerRun(session, given);
      for (int step = 0; step < given.expected().size(); step++) {
        try (EagerScope scope = EagerScope.of(session);
            TFloat32 rate = TFloat32.scalarOf(run.rate(step));
            TInt64 number = TInt64.scalarOf(step + 1)) {
          int index = step;
          run.step(
              scope.ops(),
              weight -> gradient(scope, weight, index),
              scope.feed(rate),
              scope.feed(number));
          Map<String, float[]> values = new LinkedHashMap<>();
          run.values()
              .forEach(
                  (name, variable) ->
                      values.put(name, OptimizerRun.floats(variable.read(scope.ops()).asTensor())));
          found.add(run.found(values));
        }
      }
    }
    return found;
  }

  private static Optional<Operand<TFloat32>> gradient(EagerScope scope, Weight weight, int step) {
    return weight.gradients().get(step).map(gradient -> gradient(scope, weight, gradient));
  }

  private static Operand<TFloat32> gradient(EagerScope scope, Weight weight, Gradient gradient) {
    try (TFloat32 values = OptimizerRun.tensor(gradient)) {
      return OptimizerRun.operand(
          scope.ops(),
          weight.initial().shape(),
          scope.feed(values),
          gradient.rows().map(rows -> feed(scope, rows)));
    }
  }

  private static Operand<TInt32> feed(EagerScope scope, int[] rows) {
    try (TInt32 tensor = OptimizerRun.rows(rows)) {
      return scope.feed(tensor);
    }
  }
}
