package io.longtape.autodiff.internal;

import static io.longtape.autodiff.internal.Backward.output;
import static io.longtape.autodiff.internal.Formula.NONE;
import static io.longtape.autodiff.internal.Formula.each;
import static java.util.Map.entry;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.OperationBuilder;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.ConcatOffset;
import org.tensorflow.op.core.Stack;
import org.tensorflow.op.core.StridedSlice;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TFloating;
import org.tensorflow.types.family.TNumber;
import org.tensorflow.types.family.TType;

/** Ops that move elements. */
final class ArrayGradients {

  private ArrayGradients() {}

  static Map<String, Formula> all() {
    return Map.ofEntries(
        entry("Cast", ArrayGradients::cast),
        entry("Select", each(NONE, b -> selectRows(b, true), b -> selectRows(b, false))),
        entry("Concat", ArrayGradients::concat),
        entry("Split", b -> b.only(1, join(b, b.x(0)))),
        entry("SplitV", b -> b.only(0, join(b, b.x(2)))),
        entry("Slice", b -> b.only(0, slice(b))),
        entry("DynamicPartition", b -> b.only(0, dynamicPartition(b))),
        entry("StridedSlice", b -> b.only(0, stridedSliceGrad(b))),
        entry("StridedSliceGrad", b -> b.only(4, stridedSlice(b))),
        entry("TopKV2", b -> b.only(0, topK(b))),
        entry(
            "TensorScatterUpdate",
            each(ArrayGradients::notUpdated, NONE, ArrayGradients::scattered)),
        entry("TensorScatterAdd", each(Backward::dy, NONE, ArrayGradients::scattered)),
        entry("TensorScatterSub", each(Backward::dy, NONE, b -> b.neg(scattered(b)))));
  }

  private static List<Operand<?>> cast(Backward b) {
    Class<TNumber> from = b.x(0).type();
    return b.only(
        0, TFloating.class.isAssignableFrom(from) ? b.tf().dtypes.cast(b.dy(), from) : null);
  }

  /** Select of the first version takes a vector that chooses rows, too. */
  private static Operand<TNumber> selectRows(Backward b, boolean first) {
    Operand<TNumber> dy = b.dy();
    Operand<TNumber> zeros = b.tf().zerosLike(dy);
    return output(b.builder("Select", b.op().input(0), first ? dy : zeros, first ? zeros : dy), 0);
  }

  /** Inputs axis, values. */
  private static List<Operand<?>> concat(Backward b) {
    Operand<TInt32> axis = b.op().input(0);
    List<Operand<TInt32>> shapes = new ArrayList<>();
    for (int i = 1; i < b.op().numInputs(); i++) {
      shapes.add(b.tf().shape(b.x(i)));
    }
    List<? extends Operand<TInt32>> offsets =
        ConcatOffset.create(b.tf().scope(), axis, shapes).offset();
    List<Operand<?>> gradients = new ArrayList<>();
    gradients.add(null);
    for (int i = 0; i < shapes.size(); i++) {
      gradients.add(b.needs(i + 1) ? b.tf().slice(b.dy(), offsets.get(i), shapes.get(i)) : null);
    }
    return gradients;
  }

  private static Operand<TNumber> join(Backward b, Operand<TNumber> axis) {
    List<Operand<TNumber>> gradients = new ArrayList<>();
    for (int i = 0; i < b.op().numOutputs(); i++) {
      gradients.add(b.dy(i));
    }
    return gradients.size() == 1 ? gradients.get(0) : b.tf().concat(gradients, axis);
  }

  /** Zeros around the gradient; inputs x, begin, size. */
  private static Operand<TNumber> slice(Backward b) {
    Operand<TNumber> begin = b.x(1);
    Operand<TNumber> cut =
        b.sub(b.tf().shape(b.x(0), begin.type()), b.tf().shape(b.dy(), begin.type()));
    Operand<TNumber> paddings = b.tf().stack(List.of(begin, b.sub(cut, begin)), Stack.axis(1L));
    return output(b.builder("Pad", b.dy(), paddings), 0);
  }

  /**
   * Puts the rows of the partitions back into their order, as DynamicStitch would; TensorFlow Java
   * cannot run that one eagerly.
   */
  private static Operand<TNumber> dynamicPartition(Backward b) {
    Ops tf = b.tf();
    Operand<TInt32> partitions = b.op().input(1);
    Operand<TInt32> zero = tf.constant(0);
    Operand<TInt32> numbers =
        tf.reshape(tf.range(zero, tf.size(partitions), tf.constant(1)), tf.shape(partitions));
    long count = b.op().numOutputs();
    Operand<TInt32> order = joined(tf, tf.dynamicPartition(numbers, partitions, count).outputs());
    List<Operand<TNumber>> gradients = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      gradients.add(b.dy(i));
    }
    Operand<TNumber> rows =
        tf.gather(joined(tf, gradients), tf.math.invertPermutation(order), zero);
    return tf.reshape(rows, tf.shape(b.x(0)));
  }

  private static <T extends TType> Operand<T> joined(Ops tf, List<? extends Operand<T>> parts) {
    List<Operand<T>> all = List.copyOf(parts);
    return all.size() == 1 ? all.get(0) : tf.concat(all, tf.constant(0));
  }

  private static final List<String> MASKS =
      List.of("begin_mask", "end_mask", "ellipsis_mask", "new_axis_mask", "shrink_axis_mask");

  /** TensorFlow's C++ gradient fails for indices of int64: the shape has to be of their type. */
  private static Operand<TNumber> stridedSliceGrad(Backward b) {
    Operand<TNumber> shape = b.tf().shape(b.x(0), b.x(1).type());
    OperationBuilder builder = b.builder("StridedSliceGrad", shape, b.x(1), b.x(2), b.x(3), b.dy());
    MASKS.forEach(mask -> builder.setAttr(mask, b.op().longAttribute(mask, 0)));
    return Backward.output(builder, 0);
  }

  /** Inputs shape, begin, end, strides, dy. */
  private static Operand<TNumber> stridedSlice(Backward b) {
    return b.tf()
        .stridedSlice(
            b.dy(),
            b.x(1),
            b.x(2),
            b.x(3),
            StridedSlice.beginMask(b.op().longAttribute("begin_mask", 0)),
            StridedSlice.endMask(b.op().longAttribute("end_mask", 0)),
            StridedSlice.ellipsisMask(b.op().longAttribute("ellipsis_mask", 0)),
            StridedSlice.newAxisMask(b.op().longAttribute("new_axis_mask", 0)),
            StridedSlice.shrinkAxisMask(b.op().longAttribute("shrink_axis_mask", 0)));
  }

  /** Scatters to the places in the flat input: a row's number times its length, and the index. */
  private static Operand<TNumber> topK(Backward b) {
    Ops tf = b.tf();
    Operand<TInt32> shape = tf.shape(b.x(0));
    Operand<TInt32> zero = tf.constant(0);
    Operand<TInt32> last = tf.constant(-1);
    Operand<TInt32> length = tf.gather(shape, last(tf, shape), zero);
    Operand<TInt32> count = tf.gather(tf.shape(b.y(1)), last(tf, shape), zero);
    Operand<TInt32> indices =
        tf.reshape(tf.dtypes.cast(b.y(1), TInt32.class), tf.stack(Arrays.asList(last, count)));
    Operand<TInt32> size = tf.prod(shape, zero);
    Operand<TInt32> starts = tf.expandDims(tf.range(zero, size, length), last);
    Operand<TInt32> places =
        tf.reshape(tf.math.add(indices, starts), tf.constant(new int[] {-1, 1}));
    Operand<TNumber> flat = tf.scatterNd(places, b.flat(b.dy()), tf.expandDims(size, zero));
    return tf.reshape(flat, shape);
  }

  private static Operand<TInt32> last(Ops tf, Operand<TInt32> vector) {
    return tf.math.sub(tf.size(vector), tf.constant(1));
  }

  private static Operand<TNumber> notUpdated(Backward b) {
    return b.tf().tensorScatterNdUpdate(b.dy(), b.x(1), b.tf().zerosLike(b.x(2)));
  }

  /** What flowed to the elements that an op scattered; inputs x, indices, updates. */
  private static Operand<TNumber> scattered(Backward b) {
    return b.tf().gatherNd(b.dy(), b.x(1));
  }
}
