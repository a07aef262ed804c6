package io.longtape.models;

import io.longtape.autodiff.ResourceVariable;
import io.longtape.optimizers.Optimizer;
import io.longtape.optimizers.SlotSpec;
import io.longtape.optimizers.Slots;
import io.longtape.weights.OpNames;
import io.longtape.weights.ResourceWeights;
import java.util.LinkedHashMap;
import java.util.Map;
import org.tensorflow.ExecutionEnvironment;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** What an optimizer remembers of each weight, as variables beside those of the weights. */
final class SlotVariables implements Slots, AutoCloseable {

  private final Map<String, ResourceVariable<TFloat32>> variables = new LinkedHashMap<>();

  /** No slots, for a model that is not trained. */
  SlotVariables() {}

  SlotVariables(ExecutionEnvironment env, Optimizer optimizer, ResourceWeights weights) {
    Ops tf = Ops.create(env);
    optimizer.globals().forEach(slot -> make(env, tf, slot.name(), slot));
    weights
        .variables()
        .forEach(
            (path, variable) -> {
              if (variable.trainable()) {
                optimizer
                    .slots(variable.shape())
                    .forEach(slot -> make(env, tf, key(path, slot.name()), slot));
              }
            });
  }

  /** By the weight's path and the slot's name. */
  Map<String, ResourceVariable<TFloat32>> variables() {
    return variables;
  }

  @Override
  public ResourceVariable<TFloat32> get(String variable, String slot) {
    return variables.get(key(variable, slot));
  }

  @Override
  public ResourceVariable<TFloat32> global(String name) {
    return variables.get(name);
  }

  @Override
  public void close() {
    variables.values().forEach(ResourceVariable::close);
  }

  private void make(ExecutionEnvironment env, Ops tf, String key, SlotSpec slot) {
    String name = OpNames.of(key);
    variables.put(
        key,
        ResourceVariable.notTrainable(
            env, name, tf.fill(tf.constant(slot.shape().asArray()), tf.constant(slot.initial()))));
  }

  private static String key(String variable, String slot) {
    return variable + "/" + slot;
  }
}
