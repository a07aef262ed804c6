package io.longtape.layers.recurrent;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** The input's share of the sums, of all steps in one product. */
final class Projection {

  private Projection() {}

  /**
   * Projects a sequence.
   *
   * @param x {@code [time, batch, features]}
   * @param kernel {@code [features, gates * units]}
   * @param bias {@code [gates * units]}, if any
   * @param dropped what the input is multiplied with, {@code [batch, features]}: nothing, one mask,
   *     or one for each gate
   * @return {@code [time, batch, gates * units]}
   */
  static Operand<TFloat32> of(
      Ops tf,
      Operand<TFloat32> x,
      Operand<TFloat32> kernel,
      Optional<Operand<TFloat32>> bias,
      List<Operand<TFloat32>> dropped) {
    Operand<TFloat32> sums;
    if (dropped.size() <= 1) {
      sums = product(tf, dropped.isEmpty() ? x : tf.math.mul(x, dropped.get(0)), kernel);
    } else {
      List<Operand<TFloat32>> parts = RecurrentKernel.split(tf, kernel, dropped.size());
      List<Operand<TFloat32>> products = new ArrayList<>();
      for (int gate = 0; gate < dropped.size(); gate++) {
        products.add(product(tf, tf.math.mul(x, dropped.get(gate)), parts.get(gate)));
      }
      sums = tf.concat(products, tf.constant(1));
    }
    if (bias.isPresent()) {
      sums = tf.math.add(sums, bias.get());
    }
    return withTime(tf, sums, x, kernel.shape().get(1));
  }

  private static Operand<TFloat32> product(Ops tf, Operand<TFloat32> x, Operand<TFloat32> kernel) {
    long features = kernel.shape().get(0);
    return tf.linalg.matMul(tf.reshape(x, tf.constant(new long[] {-1, features})), kernel);
  }

  private static Operand<TFloat32> withTime(
      Ops tf, Operand<TFloat32> rows, Operand<TFloat32> x, long size) {
    long steps = x.shape().get(0);
    long batch = x.shape().get(1);
    if (steps != Shape.UNKNOWN_SIZE) {
      // No constant of its own for each size of a batch: eagerly each would stay in memory.
      return tf.reshape(rows, tf.constant(new long[] {steps, -1, size}));
    }
    if (batch != Shape.UNKNOWN_SIZE) {
      return tf.reshape(rows, tf.constant(new long[] {steps, batch, size}));
    }
    return tf.reshape(
        rows,
        tf.stack(
            List.of(Sizes.of(tf, x, 0), Sizes.of(tf, x, 1), tf.constant(Math.toIntExact(size)))));
  }
}
