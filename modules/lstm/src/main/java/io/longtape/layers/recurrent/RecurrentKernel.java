package io.longtape.layers.recurrent;

import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** The product of a state and the recurrent kernel, with a dropout mask for each gate or none. */
final class RecurrentKernel {

  private RecurrentKernel() {}

  /** The kernel alone, or its parts and behind them as many dropout masks. */
  static List<Operand<TFloat32>> constants(
      Ops tf, Operand<TFloat32> kernel, List<Operand<TFloat32>> dropped) {
    if (dropped.isEmpty()) {
      return List.of(kernel);
    }
    List<Operand<TFloat32>> constants = new ArrayList<>(split(tf, kernel, dropped.size()));
    constants.addAll(dropped);
    return constants;
  }

  /** The product with all gates, {@code [batch, gates * units]}. */
  static Operand<TFloat32> product(
      Ops tf, Operand<TFloat32> state, List<Operand<TFloat32>> constants) {
    if (constants.size() == 1) {
      return tf.linalg.matMul(state, constants.get(0));
    }
    int gates = constants.size() / 2;
    List<Operand<TFloat32>> products = new ArrayList<>(gates);
    for (int gate = 0; gate < gates; gate++) {
      products.add(
          tf.linalg.matMul(tf.math.mul(state, constants.get(gates + gate)), constants.get(gate)));
    }
    return gates == 1 ? products.get(0) : tf.concat(products, tf.constant(1));
  }

  /** Equal parts along the last axis of a matrix. */
  static List<Operand<TFloat32>> split(Ops tf, Operand<TFloat32> matrix, int parts) {
    return parts == 1
        ? List.of(matrix)
        : List.copyOf(tf.split(tf.constant(1), matrix, (long) parts).output());
  }
}
