package io.longtape.optimizers;

import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Variable;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;

/**
 * Adam (Kingma and Ba 2015), as {@code keras.optimizers.Adam} with its defaults: {@code beta_1}
 * 0.9, {@code beta_2} 0.999, {@code epsilon} 1e-7.
 *
 * <p>Runs on TensorFlow's op {@code ApplyAdam}. The beta powers are computed from the step's
 * number, so that there is no state which updates could race with.
 */
public final class Adam implements Optimizer {

  private static final float BETA_1 = 0.9f;
  private static final float BETA_2 = 0.999f;
  private static final float EPSILON = 1e-7f;

  private final double learningRate;

  private Adam(double learningRate) {
    this.learningRate = learningRate;
  }

  /**
   * Adam with that learning rate.
   *
   * @param learningRate above 0; Keras's default is 0.001
   * @return the optimizer
   * @throws IllegalArgumentException when the rate is not above 0
   */
  public static Adam of(double learningRate) {
    if (!(learningRate > 0 && learningRate < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("learning rate must be above 0, but is " + learningRate);
    }
    return new Adam(learningRate);
  }

  @Override
  public double learningRate() {
    return learningRate;
  }

  @Override
  public Updates apply(
      Graph graph,
      List<GradientAndVariable> pairs,
      Operand<TFloat32> rate,
      Operand<TInt64> step,
      List<Op> dependencies) {
    Ops tf = Ops.create(graph).withSubScope("adam");
    Ops after = tf.withControlDependencies(dependencies);
    Operand<TFloat32> t = tf.dtypes.cast(step, TFloat32.class);
    Operand<TFloat32> beta1 = tf.constant(BETA_1);
    Operand<TFloat32> beta2 = tf.constant(BETA_2);
    Operand<TFloat32> power1 = tf.math.pow(beta1, t);
    Operand<TFloat32> power2 = tf.math.pow(beta2, t);
    Operand<TFloat32> epsilon = tf.constant(EPSILON);
    List<Op> updates = new ArrayList<>();
    List<Op> initializers = new ArrayList<>();
    for (GradientAndVariable pair : pairs) {
      Operand<TFloat32> m = slot(tf, pair.variable(), initializers);
      Operand<TFloat32> v = slot(tf, pair.variable(), initializers);
      updates.add(
          after.train.applyAdam(
              pair.variable(), m, v, power1, power2, rate, beta1, beta2, epsilon, pair.gradient()));
    }
    return new Updates(updates, initializers);
  }

  private static Operand<TFloat32> slot(Ops tf, Operand<TFloat32> variable, List<Op> initializers) {
    Variable<TFloat32> slot = tf.variable(variable.shape(), TFloat32.class);
    initializers.add(
        tf.assign(slot, tf.zeros(tf.constant(variable.shape().asArray()), TFloat32.class)));
    return slot;
  }
}
