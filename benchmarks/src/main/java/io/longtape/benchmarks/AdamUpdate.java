package io.longtape.benchmarks;

import io.longtape.autodiff.ResourceVariable;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.ExecutionEnvironment;
import org.tensorflow.Operand;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** Adam by TensorFlow's fused op, in an eager session or a graph. */
final class AdamUpdate implements AutoCloseable {

  private static final float RATE = 0.001f;
  private static final float BETA_1 = 0.9f;
  private static final float BETA_2 = 0.999f;
  private static final float EPSILON = 1e-7f;

  private final List<ResourceVariable<TFloat32>> means = new ArrayList<>();
  private final List<ResourceVariable<TFloat32>> squares = new ArrayList<>();
  private final ResourceVariable<TFloat32> beta1Power;
  private final ResourceVariable<TFloat32> beta2Power;

  private AdamUpdate(ExecutionEnvironment env, List<ResourceVariable<TFloat32>> weights) {
    Ops tf = Ops.create(env);
    Ops first = env.isGraph() ? tf.withInitScope() : tf;
    for (ResourceVariable<TFloat32> weight : weights) {
      Operand<TFloat32> zeros =
          first.fill(first.constant(weight.shape().asArray()), first.constant(0f));
      means.add(ResourceVariable.notTrainable(env, "mean", zeros));
      squares.add(ResourceVariable.notTrainable(env, "square", zeros));
    }
    beta1Power = ResourceVariable.notTrainable(env, "beta_1_power", first.constant(BETA_1));
    beta2Power = ResourceVariable.notTrainable(env, "beta_2_power", first.constant(BETA_2));
  }

  static AdamUpdate of(ExecutionEnvironment env, List<ResourceVariable<TFloat32>> weights) {
    return new AdamUpdate(env, weights);
  }

  /** Updates the weights; in a graph, these are the ops to run. */
  List<Op> apply(
      Ops tf, List<ResourceVariable<TFloat32>> weights, List<Operand<TFloat32>> gradients) {
    Ops after = tf.withControlDependencies(List.copyOf(gradients));
    Operand<TFloat32> power1 = beta1Power.read(tf);
    Operand<TFloat32> power2 = beta2Power.read(tf);
    Operand<TFloat32> rate = tf.constant(RATE);
    Operand<TFloat32> beta1 = tf.constant(BETA_1);
    Operand<TFloat32> beta2 = tf.constant(BETA_2);
    Operand<TFloat32> epsilon = tf.constant(EPSILON);
    List<Op> updates = new ArrayList<>();
    for (int i = 0; i < weights.size(); i++) {
      updates.add(
          after.train.resourceApplyAdam(
              weights.get(i).handle(),
              means.get(i).handle(),
              squares.get(i).handle(),
              power1,
              power2,
              rate,
              beta1,
              beta2,
              epsilon,
              gradients.get(i)));
    }
    updates.add(beta1Power.assign(after, tf.math.mul(power1, beta1)));
    updates.add(beta2Power.assign(after, tf.math.mul(power2, beta2)));
    return updates;
  }

  @Override
  public void close() {
    means.forEach(ResourceVariable::close);
    squares.forEach(ResourceVariable::close);
    beta1Power.close();
    beta2Power.close();
  }
}
