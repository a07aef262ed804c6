package io.longtape.weights;

import io.longtape.autodiff.ResourceVariable;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.tensorflow.ExecutionEnvironment;
import org.tensorflow.Operand;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TNumber;

/**
 * Weights as resource variables, for training: the same in an eager session and in a graph. They
 * start at zero. Owns the variables; close it.
 */
public final class ResourceWeights implements Weights, AutoCloseable {

  private final Map<String, ResourceVariable<TFloat32>> variables = new LinkedHashMap<>();

  private ResourceWeights() {}

  /**
   * Makes a variable for each weight.
   *
   * @param env an eager session or a graph
   * @param specs the weights, with their whole paths
   * @param trained which of the trainable ones are trained, by path; the others are frozen
   * @return the weights, which the caller closes
   */
  public static ResourceWeights of(
      ExecutionEnvironment env, Collection<WeightSpec> specs, Predicate<String> trained) {
    ResourceWeights weights = new ResourceWeights();
    Ops tf = Ops.create(env);
    for (WeightSpec spec : specs) {
      Operand<TFloat32> zeros = tf.zeros(tf.constant(spec.shape().asArray()), TFloat32.class);
      String name = OpNames.of(spec.path());
      boolean learns = spec.trainable() && trained.test(spec.path());
      weights.variables.put(
          spec.path(),
          learns
              ? ResourceVariable.of(env, name, zeros)
              : ResourceVariable.notTrainable(env, name, zeros));
    }
    return weights;
  }

  /**
   * The variables.
   *
   * @return by path, in the order of the specs
   */
  public Map<String, ResourceVariable<TFloat32>> variables() {
    return Collections.unmodifiableMap(variables);
  }

  @Override
  public Operand<TFloat32> read(Ops tf, WeightSpec spec) {
    return variable(spec).read(tf);
  }

  @Override
  public Operand<TFloat32> gather(Ops tf, WeightSpec spec, Operand<? extends TNumber> indices) {
    return variable(spec).gather(tf, indices);
  }

  @Override
  public Op assign(Ops tf, WeightSpec spec, Operand<TFloat32> value) {
    return variable(spec).assign(tf, value);
  }

  @Override
  public void close() {
    variables.values().forEach(ResourceVariable::close);
  }

  private ResourceVariable<TFloat32> variable(WeightSpec spec) {
    ResourceVariable<TFloat32> variable = variables.get(spec.path());
    if (variable == null) {
      throw new IllegalArgumentException(Names.unknown("weight", spec.path(), variables.keySet()));
    }
    if (!variable.shape().equals(spec.shape())) {
      throw new IllegalArgumentException(
          "weight '%s' has shape %s, but is asked for as %s; the network's input has changed its size"
              .formatted(spec.path(), variable.shape(), spec.shape()));
    }
    return variable;
  }
}
