package io.longtape.layers;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.index.Indices;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TType;

/**
 * The sizes of a shape that is put together from known numbers and the axes of other tensors. A
 * batch counts as unknown even where it is known, since a constant of its own for each size of the
 * last batch would stay in TensorFlow's memory.
 */
final class Sizes {

  private final Ops tf;
  private final List<Long> known = new ArrayList<>();
  private final List<Supplier<Operand<TInt32>>> lookups = new ArrayList<>();

  private Sizes(Ops tf) {
    this.tf = tf;
  }

  /** No sizes yet. */
  static Sizes of(Ops tf) {
    return new Sizes(tf);
  }

  /** Adds a known size. */
  Sizes add(long size) {
    known.add(size);
    lookups.add(() -> tf.constant(Math.toIntExact(size)));
    return this;
  }

  /** Adds the axes of a tensor from one to before another. */
  Sizes addAxes(Operand<?> tensor, int from, int to) {
    for (int i = from; i < to; i++) {
      int axis = i;
      long size = axis == 0 ? Shape.UNKNOWN_SIZE : tensor.shape().get(axis);
      if (size == Shape.UNKNOWN_SIZE) {
        known.add(size);
        lookups.add(() -> sizeOf(tensor, axis));
      } else {
        add(size);
      }
    }
    return this;
  }

  /** Adds the size that is left over; there can be one. */
  Sizes addRest() {
    known.add(Shape.UNKNOWN_SIZE);
    lookups.add(() -> tf.constant(-1));
    return this;
  }

  /** Gives a tensor these sizes. */
  <T extends TType> Operand<T> reshape(Operand<T> x) {
    long unknown = known.stream().filter(size -> size == Shape.UNKNOWN_SIZE).count();
    if (unknown <= 1) {
      return tf.reshape(x, tf.constant(known.stream().mapToLong(Long::longValue).toArray()));
    }
    return tf.reshape(x, tf.stack(lookups.stream().map(Supplier::get).toList()));
  }

  private <T extends TType> Operand<TInt32> sizeOf(Operand<T> tensor, int axis) {
    return tf.stridedSlice(tf.shape(tensor), Indices.at(axis));
  }
}
