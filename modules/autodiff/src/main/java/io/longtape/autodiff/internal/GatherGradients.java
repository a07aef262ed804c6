package io.longtape.autodiff.internal;

import static java.util.Map.entry;

import io.longtape.autodiff.gradients.IndexedSlices;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TNumber;

/**
 * Rows of a table, such as an embedding. The gradient is as large as the rows that were read, not
 * as the table; where another axis was read it is dense, as in Python.
 */
final class GatherGradients {

  private GatherGradients() {}

  static Map<String, Formula> all() {
    return Map.ofEntries(
        entry("Gather", b -> b.only(0, rows(b, b.tf().shape(b.x(0))))),
        entry("GatherV2", b -> b.only(0, gather(b))),
        entry("ResourceGather", b -> b.only(0, resourceGather(b))),
        entry("ResourceGatherNd", b -> b.only(0, resourceGatherNd(b))));
  }

  private static Operand<?> resourceGather(Backward b) {
    if (b.op().longAttribute("batch_dims", 0) != 0) {
      throw new UnsupportedOperationException(
          "ResourceGather has no gradient with batch_dims other than 0");
    }
    return rows(b, b.tf().variableShape(b.op().input(0), TInt32.class));
  }

  private static Operand<?> resourceGatherNd(Backward b) {
    Operand<TNumber> indices = b.x(1);
    Operand<TNumber> shape = b.tf().variableShape(b.op().input(0), indices.type());
    return b.tf().scatterNd(indices, b.dy(), shape);
  }

  private static Operand<?> gather(Backward b) {
    Operand<TNumber> indices = b.x(1);
    long batch = b.op().longAttribute("batch_dims", 0);
    long batchAxes = batch < 0 ? batch + indices.shape().numDimensions() : batch;
    OptionalLong axis = ConstantValue.ofScalar(b.x(2));
    return batchAxes == 0 && axis.equals(OptionalLong.of(0))
        ? rows(b, b.tf().shape(b.x(0)))
        : dense(b, (int) batchAxes);
  }

  /** The indices as one axis, and a row of the gradient for each. */
  private static Operand<?> rows(Backward b, Operand<TInt32> shape) {
    Operand<TNumber> values = b.dy();
    Operand<TNumber> indices = b.x(1);
    if (indices.shape().numDimensions() != 1) {
      Operand<TInt32> one = b.tf().constant(new int[] {-1});
      List<Operand<TInt32>> sizes = List.of(one, b.from(1, shape));
      values = b.tf().reshape(values, b.tf().concat(sizes, b.tf().constant(0)));
      indices = b.flat(indices);
    }
    return IndexedSlices.of(b.tf(), values, indices, shape);
  }

  /**
   * With the table as [batch, before, axis, after] and the gradient as [batch, before, indices,
   * after], puts what was read in front and sums by its place in [batch, axis].
   */
  private static Operand<TNumber> dense(Backward b, int batchAxes) {
    Ops tf = b.tf();
    Operand<TInt32> shape = tf.shape(b.x(0));
    Operand<TInt32> axis = tf.math.floorMod(tf.dtypes.cast(b.x(2), TInt32.class), tf.rank(b.x(0)));
    Operand<TInt32> next = tf.math.add(axis, tf.constant(1));
    Operand<TInt32> batch = size(tf, shape, tf.constant(0), tf.constant(batchAxes));
    Operand<TInt32> before = size(tf, shape, tf.constant(batchAxes), axis);
    Operand<TInt32> length = size(tf, shape, axis, next);
    Operand<TInt32> after = size(tf, shape, next, tf.rank(b.x(0)));

    Operand<TInt32> indices = tf.dtypes.cast(b.x(1), TInt32.class);
    Operand<TInt32> perBatch = tf.reshape(indices, tf.stack(List.of(batch, tf.constant(-1))));
    Operand<TInt32> number = tf.range(tf.constant(0), batch, tf.constant(1));
    Operand<TInt32> start = tf.expandDims(tf.math.mul(number, length), tf.constant(1));
    Operand<TInt32> places = tf.math.add(perBatch, start);

    Operand<TInt32> count = size(tf, tf.shape(perBatch), tf.constant(1), tf.constant(2));
    Operand<TNumber> dy = tf.reshape(b.dy(), tf.stack(List.of(batch, before, count, after)));
    Operand<TInt32> swap = tf.constant(new int[] {0, 2, 1, 3});
    Operand<TNumber> sums =
        tf.math.unsortedSegmentSum(
            tf.reshape(
                tf.linalg.transpose(dy, swap),
                tf.stack(List.of(tf.math.mul(batch, count), before, after))),
            tf.reshape(places, tf.constant(new int[] {-1})),
            tf.math.mul(batch, length));
    Operand<TNumber> swapped = tf.reshape(sums, tf.stack(List.of(batch, length, before, after)));
    return tf.reshape(tf.linalg.transpose(swapped, swap), shape);
  }

  /** How many elements the axes from one to another have. */
  private static Operand<TInt32> size(
      Ops tf, Operand<TInt32> shape, Operand<TInt32> from, Operand<TInt32> to) {
    Operand<TInt32> first = tf.constant(0);
    Operand<TInt32> axes =
        tf.slice(shape, tf.expandDims(from, first), tf.expandDims(tf.math.sub(to, from), first));
    return tf.prod(axes, first);
  }
}
