package io.longtape.models;

import io.longtape.networks.Network;
import io.longtape.networks.Trace;
import io.longtape.weights.ResourceWeights;
import java.util.Optional;
import java.util.function.Predicate;
import org.tensorflow.ExecutionEnvironment;

/**
 * What a runner runs: a network, and how it is trained if it is.
 *
 * @param network the network
 * @param trace its weights and outputs
 * @param options how it is compiled; empty to predict alone
 * @param trained which weights are not frozen, by path
 * @param seed the model's seed
 */
record Program(
    Network network,
    Trace trace,
    Optional<CompileOptions> options,
    Predicate<String> trained,
    long seed) {

  ResourceWeights weights(ExecutionEnvironment env) {
    return ResourceWeights.of(env, trace.weights(), trained);
  }

  SlotVariables slots(ExecutionEnvironment env, ResourceWeights weights) {
    return options
        .map(compiled -> new SlotVariables(env, compiled.optimizer(), weights))
        .orElseGet(SlotVariables::new);
  }

  Objective objective() {
    return new Objective(network, trace.outputs().keySet(), compiled());
  }

  StepOps predict(ExecutionEnvironment env, ResourceWeights weights, Feeds feeds) {
    return step().predict(env, weights, feeds);
  }

  StepOps test(ExecutionEnvironment env, ResourceWeights weights, Feeds feeds) {
    return step().test(env, weights, objective(), feeds);
  }

  StepOps train(
      ExecutionEnvironment env, ResourceWeights weights, SlotVariables slots, Feeds feeds) {
    return step().train(env, weights, objective(), compiled().optimizer(), slots, feeds);
  }

  CompileOptions compiled() {
    return options.orElseThrow(
        () -> new IllegalStateException("the model is not compiled; call compile first"));
  }

  private Step step() {
    return new Step(network, trace.weights(), seed);
  }
}
