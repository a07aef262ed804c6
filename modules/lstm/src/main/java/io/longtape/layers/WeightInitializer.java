package io.longtape.layers;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.framework.initializers.Orthogonal;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * The first value of a weight.
 *
 * <p>Every weight gets a seed of its own, so that a network's first values depend on its seed and
 * the weights' names alone.
 */
@FunctionalInterface
public interface WeightInitializer {

  /**
   * Adds the ops that draw the value.
   *
   * @param tf where the ops go
   * @param shape the weight's shape
   * @param seed the weight's own seed
   * @return the value
   */
  Operand<TFloat32> call(Ops tf, Shape shape, long seed);

  /**
   * Uniform in plus or minus {@code sqrt(6 / (fanIn + fanOut))}: Keras's {@code glorot_uniform}
   * (Glorot and Bengio 2010), the default of kernels.
   *
   * @return the initializer of a weight of two axes, fanIn by fanOut
   */
  static WeightInitializer glorotUniform() {
    return (tf, shape, seed) -> {
      // Not the framework's: its uniform draws lie between 0 and the limit.
      double limit = Math.sqrt(6.0 / (shape.get(0) + shape.get(1)));
      Operand<TFloat32> uniform =
          tf.random.statelessRandomUniform(
              tf.constant(shape.asArray()), tf.constant(new long[] {seed, 0}), TFloat32.class);
      return tf.math.mul(tf.math.sub(uniform, tf.constant(0.5f)), tf.constant((float) (2 * limit)));
    };
  }

  /**
   * A random matrix with orthonormal rows or columns, whichever are fewer: Keras's {@code
   * orthogonal} (Saxe et al. 2014), the default of recurrent kernels.
   *
   * @return the initializer of a weight of two axes
   */
  static WeightInitializer orthogonal() {
    return (tf, shape, seed) -> {
      Orthogonal<TFloat32> initializer = new Orthogonal<>(seed);
      if (shape.get(0) >= shape.get(1)) {
        return initializer.call(tf, tf.constant(shape.asArray()), TFloat32.class);
      }
      // The framework's initializer fails for more columns than rows.
      Operand<TFloat32> tall =
          initializer.call(
              tf, tf.constant(new long[] {shape.get(1), shape.get(0)}), TFloat32.class);
      return tf.linalg.transpose(tall, tf.constant(new int[] {1, 0}));
    };
  }

  /**
   * All zeros, the default of biases.
   *
   * @return the initializer
   */
  static WeightInitializer zeros() {
    return (tf, shape, seed) -> tf.zeros(tf.constant(shape.asArray()), TFloat32.class);
  }

  /**
   * An LSTM's bias with ones for the forget gate, the second of four equal parts, and zeros
   * elsewhere: Keras's {@code unit_forget_bias} (Jozefowicz et al. 2015).
   *
   * @return the initializer of a bias of shape {@code [4 * units]}
   */
  static WeightInitializer unitForgetBias() {
    return (tf, shape, seed) -> {
      int units = Math.toIntExact(shape.get(0) / 4);
      return tf.concat(
          List.of(
              tf.zeros(tf.array(units), TFloat32.class),
              tf.ones(tf.array(units), TFloat32.class),
              tf.zeros(tf.array(2 * units), TFloat32.class)),
          tf.constant(0));
    };
  }
}
