package io.longtape.autodiff.internal;

import static io.longtape.autodiff.internal.Case.op;

import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Sum;
import org.tensorflow.op.math.Cumprod;
import org.tensorflow.op.math.Cumsum;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt32;

/** Sums and their like: over axes, along an axis, by segment. */
final class ReductionCases {

  private static final List<String> TYPES =
      List.of("Sum", "Mean", "Max", "Min", "Prod", "EuclideanNorm");

  private ReductionCases() {}

  static List<Case> all() {
    List<Case> cases = new ArrayList<>();
    for (String type : TYPES) {
      cases.add(Case.of(type, (tf, x) -> reduce(tf, type, x.get(0), true, -1), Point.of(2, 3)));
      cases.add(Case.of(type, (tf, x) -> reduce(tf, type, x.get(0), false, 0), Point.of(2, 3)));
      cases.add(
          Case.of(type, (tf, x) -> reduce(tf, type, x.get(0), false, 0, -1), Point.of(2, 2, 2)));
      cases.add(Case.of(type, (tf, x) -> reduce(tf, type, x.get(0), false), Point.of(2, 2)));
    }
    cases.add(
        Case.of(
            "Sum",
            (tf, x) -> tf.sum(x.get(0), tf.constant(1), Sum.keepDims(false)),
            Point.of(2, 3)));
    cases.add(
        Case.first(
            "Prod",
            (tf, x) -> reduce(tf, "Prod", x.get(0), false, 0),
            Point.at(Shape.of(2), 0, 2)));
    cases.add(Case.of("L2Loss", (tf, x) -> tf.nn.l2Loss(x.get(0)), Point.of(2, 2)));
    for (boolean exclusive : new boolean[] {false, true}) {
      for (boolean reverse : new boolean[] {false, true}) {
        cases.add(
            Case.of(
                "Cumsum",
                (tf, x) ->
                    tf.math.cumsum(
                        x.get(0),
                        tf.constant(-1),
                        Cumsum.exclusive(exclusive),
                        Cumsum.reverse(reverse)),
                Point.of(2, 3)));
        cases.add(
            Case.of(
                "Cumprod",
                (tf, x) ->
                    tf.math.cumprod(
                        x.get(0),
                        tf.constant(0),
                        Cumprod.exclusive(exclusive),
                        Cumprod.reverse(reverse)),
                Point.of(3, 2)));
      }
    }
    cases.add(Case.of("Softmax", (tf, x) -> tf.nn.softmax(x.get(0)), Point.of(2, 3)));
    cases.add(Case.of("Softmax", (tf, x) -> tf.nn.softmax(x.get(0)), Point.of(2, 1, 3)));
    cases.add(Case.of("LogSoftmax", (tf, x) -> tf.nn.logSoftmax(x.get(0)), Point.of(2, 3)));
    cases.add(Case.of("LogSoftmax", (tf, x) -> tf.nn.logSoftmax(x.get(0)), Point.of(2, 1, 3)));
    cases.addAll(segments());
    return cases;
  }

  private static List<Case> segments() {
    Point rows = Point.of(4, 2);
    return List.of(
        Case.of("SegmentSum", (tf, x) -> op(tf, "SegmentSum", x.get(0), sorted(tf)), rows),
        Case.of("SegmentMean", (tf, x) -> op(tf, "SegmentMean", x.get(0), sorted(tf)), rows),
        Case.of("SegmentMax", (tf, x) -> op(tf, "SegmentMax", x.get(0), sorted(tf)), rows),
        Case.of("SegmentMin", (tf, x) -> op(tf, "SegmentMin", x.get(0), sorted(tf)), rows),
        Case.of(
            "UnsortedSegmentSum",
            (tf, x) -> tf.math.unsortedSegmentSum(x.get(0), unsorted(tf), tf.constant(3)),
            rows),
        Case.of(
            "UnsortedSegmentMax",
            (tf, x) -> tf.math.unsortedSegmentMax(x.get(0), unsorted(tf), tf.constant(2)),
            rows),
        Case.of(
            "UnsortedSegmentMin",
            (tf, x) -> tf.math.unsortedSegmentMin(x.get(0), unsorted(tf), tf.constant(2)),
            rows));
  }

  private static Operand<TInt32> sorted(Ops tf) {
    return tf.constant(new int[] {0, 0, 1, 1});
  }

  private static Operand<TInt32> unsorted(Ops tf) {
    return tf.constant(new int[] {1, 0, -1, 1});
  }

  private static Operand<TFloat64> reduce(
      Ops tf, String type, Operand<TFloat64> x, boolean keepDims, int... axes) {
    return tf.scope()
        .opBuilder(type, type)
        .addInput(x.asOutput())
        .addInput(tf.constant(axes).asOutput())
        .setAttr("keep_dims", keepDims)
        .build()
        .output(0);
  }
}
