package io.longtape.models;

import io.longtape.networks.Trace;
import io.longtape.optimizers.Optimizer;
import io.longtape.weights.WeightSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Names a model and how it is trained, the same in each run of the program, so that training does
 * not go on from a checkpoint of another one.
 */
final class Fingerprint {

  /** At which a learning rate is asked, since a schedule may be any code. */
  private static final List<Long> STEPS = List.of(0L, 1L);

  private Fingerprint() {}

  static String of(
      String structure,
      Trace trace,
      CompileOptions options,
      Objective objective,
      Set<String> frozen,
      long seed) {
    Optimizer optimizer = options.optimizer();
    List<String> weights = new ArrayList<>();
    for (WeightSpec spec : trace.weights()) {
      weights.add(spec.path() + spec.shape());
    }
    List<String> losses = new ArrayList<>();
    objective
        .losses(trace.outputs().keySet())
        .forEach(
            (output, loss) ->
                losses.add(output + " " + text(loss) + " x " + options.lossWeight(output)));
    List<String> parts =
        List.of(
            "seed " + seed,
            options.runEagerly() ? "eager" : "graph, each length " + options.unrollEachLength(),
            text(optimizer),
            "rates " + STEPS.stream().map(optimizer.learningRate()::rate).toList(),
            "losses " + losses,
            "measures " + objective.measures().stream().map(Measure::name).toList(),
            "frozen " + frozen.stream().sorted().toList(),
            "ops " + structure,
            "weights " + weights);
    return String.join("; ", parts);
  }

  /** What says which object it is, and nothing of where it lies in memory. */
  private static String text(Object object) {
    String name = object.getClass().getName();
    String text = object.toString();
    return text.equals(name + "@" + Integer.toHexString(object.hashCode())) ? name : text;
  }
}
