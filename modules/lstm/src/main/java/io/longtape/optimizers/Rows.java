package io.longtape.optimizers;

import io.longtape.autodiff.gradients.IndexedSlices;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Unique;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TNumber;

/** Gradients, dense or of some rows, treated alike. */
final class Rows {

  private Rows() {}

  /**
   * A gradient in which no row comes twice. It also makes the order in which rows are added up the
   * same in each run.
   */
  static Operand<TFloat32> merged(Ops tf, Operand<TFloat32> gradient) {
    return gradient instanceof IndexedSlices<TFloat32> slices
        ? merged(tf, slices, slices.indices())
        : gradient;
  }

  private static <I extends TNumber> Operand<TFloat32> merged(
      Ops tf, IndexedSlices<TFloat32> slices, Operand<I> indices) {
    Unique<I, TInt32> rows = tf.unique(indices, tf.constant(new int[] {0}));
    Operand<TFloat32> sums =
        tf.math.unsortedSegmentSum(slices.values(), rows.idx(), tf.size(rows.y()));
    return IndexedSlices.of(tf, sums, rows.y(), slices.denseShape());
  }

  /** The square of each part of a gradient, also where parts of one row come apart. */
  static Operand<TFloat32> square(Ops tf, Operand<TFloat32> gradient) {
    return withValues(tf, gradient, tf.math.square(values(gradient)));
  }

  static Operand<TFloat32> values(Operand<TFloat32> gradient) {
    return gradient instanceof IndexedSlices<TFloat32> slices ? slices.values() : gradient;
  }

  static Operand<TFloat32> withValues(
      Ops tf, Operand<TFloat32> gradient, Operand<TFloat32> values) {
    return gradient instanceof IndexedSlices<TFloat32> slices
        ? IndexedSlices.of(tf, values, slices.indices(), slices.denseShape())
        : values;
  }

  /** The joint Euclidean norm of all parts of gradients. */
  static Operand<TFloat32> norm(Ops tf, List<Operand<TFloat32>> gradients) {
    List<Operand<TFloat32>> halves = new ArrayList<>();
    for (Operand<TFloat32> gradient : gradients) {
      halves.add(tf.nn.l2Loss(values(gradient)));
    }
    // L2Loss is half the sum of squares, in one op.
    return tf.math.sqrt(tf.math.mul(tf.constant(2f), tf.math.addN(halves)));
  }
}
