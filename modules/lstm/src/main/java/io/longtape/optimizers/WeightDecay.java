package io.longtape.optimizers;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * Decoupled weight decay (Loshchilov and Hutter 2019): before its update a variable loses {@code
 * variable * weightDecay * rate}.
 *
 * @param share 0 for none
 * @param excluded words; a variable with one of them in its name does not decay
 */
record WeightDecay(double share, List<String> excluded) {

  WeightDecay {
    if (!(share >= 0 && share < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("weight decay must be at least 0, but is " + share);
    }
    excluded = List.copyOf(excluded);
    if (excluded.contains("")) {
      throw new IllegalArgumentException(
          "every name has an empty word in it, so no variable would decay; leave weight decay off");
    }
  }

  /** Decays a variable where it is to decay, and gives ops that wait for it. */
  Ops apply(Ops tf, GradientAndVariable pair, Operand<TFloat32> rate) {
    if (share == 0 || excluded.stream().anyMatch(pair.name()::contains)) {
      return tf;
    }
    Operand<TFloat32> value = pair.variable().read(tf);
    Operand<TFloat32> lost = tf.math.mul(tf.math.mul(value, tf.constant((float) share)), rate);
    Op decay = pair.variable().assignSub(tf, lost);
    return Order.after(tf, List.of(decay));
  }
}
