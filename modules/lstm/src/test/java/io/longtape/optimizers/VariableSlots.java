package io.longtape.optimizers;

import io.longtape.autodiff.ResourceVariable;
import java.util.LinkedHashMap;
import java.util.Map;
import org.tensorflow.ExecutionEnvironment;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** The slots of an optimizer, by Keras's paths of them. */
final class VariableSlots implements Slots {

  private final ExecutionEnvironment env;
  private final Optimizer optimizer;
  private final Map<String, ResourceVariable<TFloat32>> variables = new LinkedHashMap<>();

  VariableSlots(ExecutionEnvironment env, Optimizer optimizer) {
    this.env = env;
    this.optimizer = optimizer;
    optimizer.globals().forEach(spec -> add(globalPath(spec.name()), spec));
  }

  void addFor(String variable, Shape shape) {
    for (SlotSpec spec : optimizer.slots(shape)) {
      add(optimizer.slotPath(variable, spec.name()), spec);
    }
  }

  private void add(String path, SlotSpec spec) {
    Ops tf = Ops.create(env).withInitScope();
    variables.put(
        path,
        ResourceVariable.notTrainable(
            env,
            path.replace('/', '_'),
            tf.fill(tf.constant(spec.shape().asArray()), tf.constant(spec.initial()))));
  }

  private String globalPath(String name) {
    return optimizer.kerasName() + "/" + name;
  }

  Map<String, ResourceVariable<TFloat32>> variables() {
    return variables;
  }

  @Override
  public ResourceVariable<TFloat32> get(String variable, String slot) {
    return variables.get(optimizer.slotPath(variable, slot));
  }

  @Override
  public ResourceVariable<TFloat32> global(String name) {
    return variables.get(globalPath(name));
  }
}
