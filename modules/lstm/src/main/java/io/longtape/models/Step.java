package io.longtape.models;

import io.longtape.autodiff.GradientTape;
import io.longtape.autodiff.ResourceVariable;
import io.longtape.autodiff.gradients.IndexedSlices;
import io.longtape.layers.MaskedTensor;
import io.longtape.layers.Pass;
import io.longtape.networks.Network;
import io.longtape.optimizers.Clipping;
import io.longtape.optimizers.GradientAndVariable;
import io.longtape.optimizers.Optimizer;
import io.longtape.weights.ResourceWeights;
import io.longtape.weights.WeightSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.ExecutionEnvironment;
import org.tensorflow.Operand;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * The steps of a model, written once: in a graph they add ops, in an eager session they compute.
 */
final class Step {

  /** Begins the message of a step that was stopped because a number is not finite. */
  static final String NOT_FINITE = "not finite: ";

  private final Network network;
  private final List<WeightSpec> specs;
  private final long seed;

  Step(Network network, List<WeightSpec> specs, long seed) {
    this.network = network;
    this.specs = specs;
    this.seed = seed;
  }

  StepOps predict(ExecutionEnvironment env, ResourceWeights weights, Feeds feeds) {
    Pass pass = Pass.inference(Ops.create(env), weights);
    List<Operand<?>> outputs = new ArrayList<>();
    network.call(pass, feeds.inputs()).values().forEach(output -> outputs.add(output.tensor()));
    return new StepOps(outputs, pass.writeStates(Ops.create(env)));
  }

  StepOps test(
      ExecutionEnvironment env, ResourceWeights weights, Objective objective, Feeds feeds) {
    Pass pass = Pass.inference(Ops.create(env), weights);
    Map<String, MaskedTensor> outputs = network.call(pass, feeds.inputs());
    List<Operand<?>> computed = objective.compute(pass, outputs, feeds);
    return new StepOps(computed, pass.writeStates(Ops.create(env)));
  }

  StepOps train(
      ExecutionEnvironment env,
      ResourceWeights weights,
      Objective objective,
      Optimizer optimizer,
      SlotVariables slots,
      Feeds feeds) {
    Ops tf = Ops.create(env);
    Map<String, ResourceVariable<TFloat32>> trained = trained(weights);
    List<Op> checks = new ArrayList<>();
    Pass pass;
    List<Operand<?>> computed;
    List<GradientAndVariable> pairs;
    try (GradientTape tape = GradientTape.of(env)) {
      pass = Pass.training(tape.ops(), weights, feeds.step(), seed);
      computed = objective.compute(pass, network.call(pass, feeds.inputs()), feeds);
      Operand<TFloat32> loss = computed.get(0).asOutput().expect(TFloat32.class);
      checks.add(check(tf, loss, "the loss"));
      pairs =
          trained.isEmpty()
              ? List.of()
              : gradients(tf, tape, loss, trained, optimizer.clipping(), checks);
    }
    Ops checked = tf.withControlDependencies(waiting(tf, checks, computed));
    List<Op> updates = new ArrayList<>(pass.writeStates(checked));
    List<Op> applied = optimizer.apply(checked, pairs, feeds.learningRate(), feeds.step(), slots);
    updates.addAll(applied);
    updates.addAll(constrain(tf.withControlDependencies(applied), weights));
    return new StepOps(computed, updates);
  }

  private static Map<String, ResourceVariable<TFloat32>> trained(ResourceWeights weights) {
    Map<String, ResourceVariable<TFloat32>> trained = new LinkedHashMap<>();
    weights
        .variables()
        .forEach(
            (path, variable) -> {
              if (variable.trainable()) {
                trained.put(path, variable);
              }
            });
    return trained;
  }

  /** The clipped gradients, with checks of those that clipping saw: it makes infinity a number. */
  private static List<GradientAndVariable> gradients(
      Ops tf,
      GradientTape tape,
      Operand<TFloat32> loss,
      Map<String, ResourceVariable<TFloat32>> trained,
      Clipping clipping,
      List<Op> checks) {
    List<String> paths = List.copyOf(trained.keySet());
    Ops afterLoss = tf.withControlDependencies(checks);
    List<Operand<TFloat32>> gradients = tape.gradient(loss, List.copyOf(trained.values()));
    List<Operand<TFloat32>> clipped = clipping.apply(tf, gradients);
    List<GradientAndVariable> pairs = new ArrayList<>();
    for (int i = 0; i < paths.size(); i++) {
      Operand<TFloat32> gradient = gradients.get(i);
      if (gradient != null) {
        String what = "the gradient of '" + paths.get(i) + "'";
        checks.add(check(afterLoss, gradient, what));
        if (!clipping.equals(Clipping.none())) {
          checks.add(check(afterLoss, clipped.get(i), what));
        }
      }
      pairs.add(new GradientAndVariable(clipped.get(i), paths.get(i), trained.get(paths.get(i))));
    }
    return pairs;
  }

  /** Stops the step, before anything is updated, where a number is not finite. */
  private static Op check(Ops tf, Operand<TFloat32> checked, String what) {
    Operand<TFloat32> numbers =
        checked instanceof IndexedSlices<TFloat32> slices ? slices.values() : checked;
    return tf.debugging.checkNumerics(numbers, NOT_FINITE + what);
  }

  /** One op for updates to wait for: what is measured still reads the weights as they were. */
  private static List<Op> waiting(Ops tf, List<Op> checks, List<Operand<?>> computed) {
    if (!tf.scope().env().isGraph()) {
      return List.of();
    }
    List<Op> all = new ArrayList<>(checks);
    all.addAll(computed);
    return List.of(tf.withControlDependencies(all).noOp());
  }

  private List<Op> constrain(Ops after, ResourceWeights weights) {
    List<Op> updates = new ArrayList<>();
    for (WeightSpec spec : specs) {
      ResourceVariable<TFloat32> variable = weights.variables().get(spec.path());
      if (spec.constraint().isPresent() && variable.trainable()) {
        Operand<TFloat32> value = spec.constraint().get().call(after, variable.read(after));
        updates.add(variable.assign(after, value));
      }
    }
    return updates;
  }
}
