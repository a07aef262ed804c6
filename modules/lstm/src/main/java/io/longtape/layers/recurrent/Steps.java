package io.longtape.layers.recurrent;

import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TType;

/** The steps of a sequence as tensors of their own. */
final class Steps {

  /** TensorFlow Java takes no more outputs of one eager op, nor of the gradient of a stack. */
  private static final int MOST_OUTPUTS = 1000;

  private Steps() {}

  /** From {@code [time, batch, features]} to as many matrices. */
  static <T extends TType> List<Operand<T>> unstack(Ops tf, Operand<T> sequence, int steps) {
    if (steps <= MOST_OUTPUTS) {
      return List.copyOf(tf.unstack(sequence, (long) steps).output());
    }
    List<Operand<T>> all = new ArrayList<>(steps);
    for (int from = 0; from < steps; from += MOST_OUTPUTS) {
      int count = Math.min(MOST_OUTPUTS, steps - from);
      Operand<T> piece =
          tf.slice(
              sequence,
              tf.constant(new int[] {from, 0, 0}),
              tf.constant(new int[] {count, -1, -1}));
      all.addAll(tf.unstack(piece, (long) count).output());
    }
    return all;
  }

  /** From matrices to {@code [time, batch, features]}. */
  static <T extends TType> Operand<T> stack(Ops tf, List<Operand<T>> matrices) {
    if (matrices.size() <= MOST_OUTPUTS) {
      return tf.stack(matrices);
    }
    List<Operand<T>> pieces = new ArrayList<>();
    for (int from = 0; from < matrices.size(); from += MOST_OUTPUTS) {
      int to = Math.min(from + MOST_OUTPUTS, matrices.size());
      pieces.add(tf.stack(matrices.subList(from, to)));
    }
    return tf.concat(pieces, tf.constant(0));
  }
}
