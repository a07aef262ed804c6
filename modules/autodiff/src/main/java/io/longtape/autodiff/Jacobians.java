package io.longtape.autodiff;

import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Stack;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TType;

/** Jacobians, a gradient for each element of the target. */
final class Jacobians {

  private Jacobians() {}

  static <T extends TType> Operand<T> full(
      Differentiation how, Operand<T> target, Source source, UnconnectedGradients unconnected) {
    Ops tf = how.ops();
    Shape shape = EagerHandles.shape(target.asOutput());
    if (shape.hasUnknownDimension()) {
      throw new IllegalArgumentException(
          "a Jacobian needs a target of known shape, but %s has %s".formatted(target.op(), shape));
    }
    List<Operand<T>> rows = new ArrayList<>();
    for (Operand<T> unit : units(tf, target, shape.size())) {
      Operand<T> seed = tf.reshape(unit, tf.constant(Shapes.ints(shape)));
      Operand<T> row = row(how, target, seed, source, unconnected);
      if (row == null) {
        return null;
      }
      rows.add(row);
    }
    return stack(tf, target.type(), rows, 0, tf.shape(target), source.shape(tf));
  }

  static <T extends TType> Operand<T> batch(Differentiation how, Operand<T> target, Source source) {
    Ops tf = how.ops();
    Shape targetShape = EagerHandles.shape(target.asOutput());
    Shape sourceShape = EagerHandles.shape(source.value());
    requireSameBatch(targetShape, sourceShape);
    long perExample = targetShape.tail().size();
    Operand<T> flat = tf.reshape(target, tf.constant(new int[] {-1, Math.toIntExact(perExample)}));
    List<Operand<T>> columns = new ArrayList<>();
    for (Operand<T> unit : units(tf, target, perExample)) {
      Operand<T> seed = tf.reshape(tf.math.mul(tf.onesLike(flat), unit), tf.shape(target));
      columns.add(row(how, target, seed, source, UnconnectedGradients.ZERO));
    }
    return stack(
        tf, target.type(), columns, 1, tf.shape(target), withoutFirst(tf, source.shape(tf)));
  }

  private static void requireSameBatch(Shape target, Shape source) {
    boolean known = !target.isUnknown() && !source.isUnknown();
    if (!known || target.numDimensions() < 1 || source.numDimensions() < 1) {
      throw new IllegalArgumentException(
          "a batch Jacobian needs [batch, ...] for target and source, but got %s and %s"
              .formatted(target, source));
    }
    if (target.tail().hasUnknownDimension()) {
      throw new IllegalArgumentException(
          "a batch Jacobian needs a target whose axes but the first are known, but got " + target);
    }
    if (target.get(0) >= 0 && source.get(0) >= 0 && target.get(0) != source.get(0)) {
      throw new IllegalArgumentException(
          "the first axes of target and source must agree, but the shapes are %s and %s"
              .formatted(target, source));
    }
  }

  private static <T extends TType> Operand<T> row(
      Differentiation how,
      Operand<T> target,
      Operand<T> seed,
      Source source,
      UnconnectedGradients unconnected) {
    GradientOptions options =
        GradientOptions.defaults().withOutputGradients(List.of(seed)).withUnconnected(unconnected);
    return how.<T>gradients(List.of(target), List.of(source), options).get(0);
  }

  /** The rows of the identity matrix, in the target's type. */
  private static <T extends TType> List<Operand<T>> units(Ops tf, Operand<T> target, long count) {
    int size = Math.toIntExact(count);
    List<Operand<T>> units = new ArrayList<>();
    for (int from = 0; from < size; from += EagerHandles.MAX_OUTPUTS) {
      int rows = Math.min(EagerHandles.MAX_OUTPUTS, size - from);
      Operand<TInt32> places =
          tf.range(tf.constant(from), tf.constant(from + rows), tf.constant(1));
      Operand<T> identity =
          tf.oneHot(
              places,
              tf.constant(size),
              tf.dtypes.cast(tf.constant(1), target.type()),
              tf.dtypes.cast(tf.constant(0), target.type()));
      units.addAll(tf.unstack(identity, (long) rows).output());
    }
    return units;
  }

  /** Puts rows together, where the target's shape and then the source's are to come out. */
  private static <T extends TType> Operand<T> stack(
      Ops tf,
      Class<T> type,
      List<Operand<T>> rows,
      long axis,
      Operand<TInt32> target,
      Operand<TInt32> source) {
    Operand<TInt32> shape = tf.concat(List.of(target, source), tf.constant(0));
    return rows.isEmpty()
        ? tf.zeros(shape, type)
        : tf.reshape(tf.stack(rows, Stack.axis(axis)), shape);
  }

  private static Operand<TInt32> withoutFirst(Ops tf, Operand<TInt32> shape) {
    return tf.slice(shape, tf.constant(new int[] {1}), tf.constant(new int[] {-1}));
  }
}
