package io.longtape.autodiff.gradients;

import static java.util.Objects.requireNonNull;

import org.tensorflow.Operand;
import org.tensorflow.Operation;
import org.tensorflow.Output;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.family.TNumber;
import org.tensorflow.types.family.TType;

/**
 * A sparse gradient ({@code tf.IndexedSlices}): of a tensor of shape {@code [rows, ...]} just the
 * rows that were read. Row {@code indices[i]} gets {@code values[i]}; an index may come twice, and
 * then its values add up. It is what an embedding's gradient is, so that its size is that of the
 * batch and not that of the vocabulary.
 *
 * <p>An optimizer takes {@link #values} and {@link #indices}. Used as an operand it becomes dense,
 * as in Python: {@link #asOutput} adds the op for it, once, where the gradient was made.
 *
 * @param <T> the type of the values
 */
public final class IndexedSlices<T extends TType> implements Operand<T> {

  private final Ops tf;
  private final Operand<T> values;
  private final Operand<? extends TNumber> indices;
  private final Operand<? extends TNumber> denseShape;
  private Output<T> dense;

  private IndexedSlices(
      Ops tf,
      Operand<T> values,
      Operand<? extends TNumber> indices,
      Operand<? extends TNumber> denseShape) {
    this.tf = tf;
    this.values = requireNonNull(values, "values");
    this.indices = requireNonNull(indices, "indices");
    this.denseShape = requireNonNull(denseShape, "denseShape");
  }

  /**
   * Slices out of their parts.
   *
   * @param tf where the op that makes them dense would go
   * @param values {@code [n, ...]}
   * @param indices {@code [n]}, int32 or int64: a row for each value
   * @param denseShape the shape of the whole tensor, one-dimensional, int32 or int64
   * @param <T> the type of the values
   * @return the slices
   */
  public static <T extends TType> IndexedSlices<T> of(
      Ops tf,
      Operand<T> values,
      Operand<? extends TNumber> indices,
      Operand<? extends TNumber> denseShape) {
    return new IndexedSlices<>(tf, values, indices, denseShape);
  }

  /**
   * The rows.
   *
   * @return {@code [n, ...]}
   */
  public Operand<T> values() {
    return values;
  }

  /**
   * Which rows they are.
   *
   * @return {@code [n]}
   */
  public Operand<? extends TNumber> indices() {
    return indices;
  }

  /**
   * The shape of the tensor that they are rows of.
   *
   * @return one number for each axis
   */
  public Operand<? extends TNumber> denseShape() {
    return denseShape;
  }

  /** The whole tensor, zero in all other rows: as large as what the slices were read from. */
  @Override
  public Output<T> asOutput() {
    if (dense == null) {
      dense = makeDense();
    }
    return dense;
  }

  private Output<T> makeDense() {
    Operand<? extends TNumber> zero = tf.constant(new int[] {0});
    Operand<? extends TNumber> one = tf.constant(new int[] {1});
    Operation size = // of the first axis, as a scalar of the shape's type
        tf.scope()
            .opBuilder("StridedSlice", "Rows")
            .addInput(denseShape.asOutput())
            .addInput(zero.asOutput())
            .addInput(one.asOutput())
            .addInput(one.asOutput())
            .setAttr("shrink_axis_mask", 1)
            .build();
    Operation sum =
        tf.scope()
            .opBuilder("UnsortedSegmentSum", "Dense")
            .addInput(values.asOutput())
            .addInput(indices.asOutput())
            .addInput(size.output(0))
            .build();
    return sum.output(0);
  }

  /** The op that made the values, so that to wait for the slices does not make them dense. */
  @Override
  public Operation op() {
    return values.op();
  }

  /** The type of the values. */
  @Override
  public Class<T> type() {
    return values.type();
  }

  /** The shape of the whole tensor; its first size is not known in a graph. */
  @Override
  public Shape shape() {
    if (denseShape.asOutput().op().env().isEager()) {
      Tensor sizes = denseShape.asTensor();
      long[] numbers = new long[Math.toIntExact(sizes.shape().size())];
      for (int i = 0; i < numbers.length; i++) {
        numbers[i] = sizes instanceof TInt32 ints ? ints.getInt(i) : ((TInt64) sizes).getLong(i);
      }
      return Shape.of(numbers);
    }
    Shape rows = values.shape();
    return rows.isUnknown() ? rows : Shape.of(Shape.UNKNOWN_SIZE).append(rows.tail());
  }

  @Override
  public String toString() {
    return "IndexedSlices of values %s and indices %s".formatted(values.shape(), indices.shape());
  }
}
