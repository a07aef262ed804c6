package io.longtape.activations;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TNumber;

/** The activations that tensorflow-framework does not have, or has otherwise than Keras 3. */
final class Formulas {

  private Formulas() {}

  /** The framework's is Keras 2's, {@code 0.2 x + 0.5} between 0 and 1. */
  static <T extends TNumber> Operand<T> hardSigmoid(Ops tf, Operand<T> x) {
    return tf.math.div(tf.nn.relu6(tf.math.add(x, number(tf, x, 3))), number(tf, x, 6));
  }

  static <T extends TNumber> Operand<T> hardSilu(Ops tf, Operand<T> x) {
    return tf.math.mul(x, hardSigmoid(tf, x));
  }

  static <T extends TNumber> Operand<T> mish(Ops tf, Operand<T> x) {
    return tf.math.mul(x, tf.math.tanh(tf.math.softplus(x)));
  }

  /** The framework's is this op for two axes only, and five ops for more. */
  static <T extends TNumber> Operand<T> softmax(Ops tf, Operand<T> x) {
    return tf.nn.softmax(x);
  }

  static <T extends TNumber> Operand<T> logSoftmax(Ops tf, Operand<T> x) {
    return tf.nn.logSoftmax(x);
  }

  private static <T extends TNumber> Operand<T> number(Ops tf, Operand<T> like, float value) {
    return tf.dtypes.cast(tf.constant(value), like.type());
  }
}
