package io.longtape.optimizers;

import io.longtape.autodiff.ResourceVariable;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;

/**
 * The numbers of one step of Nadam: scalars, all but the moments' made from the number of the step
 * and the product so far.
 *
 * @param product {@code u(1) * ... * u(t)}, where u(t) is the weight of the averaged gradient
 * @param momentumFactor what the averaged gradient counts: {@code u(t+1) / (1 - u(1) * ... *
 *     u(t+1))}
 * @param gradientFactor what the gradient counts: {@code (1 - u(t)) / (1 - u(1) * ... * u(t))}
 * @param squareDivisor {@code 1 - beta_2 ^ t}
 */
record NadamStep(
    Moments moments,
    Operand<TFloat32> rate,
    Operand<TFloat32> product,
    Operand<TFloat32> momentumFactor,
    Operand<TFloat32> gradientFactor,
    Operand<TFloat32> squareDivisor) {

  static NadamStep of(
      Ops tf,
      Moments moments,
      Operand<TFloat32> rate,
      Operand<TInt64> step,
      Operand<TFloat32> productBefore) {
    Operand<TFloat32> one = tf.constant(1f);
    Operand<TFloat32> t = tf.dtypes.cast(step, TFloat32.class);
    Operand<TFloat32> u = weight(tf, moments, t);
    Operand<TFloat32> nextU = weight(tf, moments, tf.math.add(t, one));
    Operand<TFloat32> product = tf.math.mul(productBefore, u);
    Operand<TFloat32> nextProduct = tf.math.mul(product, nextU);
    Operand<TFloat32> power = tf.math.pow(tf.constant((float) moments.beta2()), t);
    return new NadamStep(
        moments,
        rate,
        product,
        tf.math.div(nextU, tf.math.sub(one, nextProduct)),
        tf.math.div(tf.math.sub(one, u), tf.math.sub(one, product)),
        tf.math.sub(one, power));
  }

  /** {@code u(t) = beta_1 * (1 - 0.5 * 0.96 ^ t)}. */
  private static Operand<TFloat32> weight(Ops tf, Moments moments, Operand<TFloat32> t) {
    Operand<TFloat32> power = tf.math.pow(tf.constant(0.96f), t);
    Operand<TFloat32> share = tf.math.sub(tf.constant(1f), tf.math.mul(tf.constant(0.5f), power));
    return tf.math.mul(tf.constant((float) moments.beta1()), share);
  }

  List<Op> update(Turn turn, Slots slots) {
    Ops tf = turn.tf();
    Operand<TFloat32> gradient = turn.gradient();
    ResourceVariable<TFloat32> momentum = turn.slot(slots, Moments.MOMENTUM);
    ResourceVariable<TFloat32> velocity = turn.slot(slots, Moments.VELOCITY);
    Operand<TFloat32> m = Averaging.moved(tf, momentum, gradient, 1 - (float) moments.beta1());
    Operand<TFloat32> v =
        Averaging.moved(tf, velocity, Rows.square(tf, gradient), 1 - (float) moments.beta2());
    Operand<TFloat32> ahead =
        tf.math.add(tf.math.mul(m, momentumFactor), tf.math.mul(gradient, gradientFactor));
    Operand<TFloat32> root =
        tf.math.add(
            tf.math.sqrt(tf.math.div(v, squareDivisor)), tf.constant((float) moments.epsilon()));
    Operand<TFloat32> change = tf.math.div(tf.math.mul(ahead, rate), root);
    return List.of(
        momentum.assign(tf, m), velocity.assign(tf, v), turn.variable().assignSub(tf, change));
  }
}
