package io.longtape.autodiff.internal;

import static io.longtape.autodiff.internal.Case.op;

import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Gather;
import org.tensorflow.op.core.IdentityN;
import org.tensorflow.op.core.MirrorPadGrad;
import org.tensorflow.op.core.Stack;
import org.tensorflow.op.core.StridedSlice;
import org.tensorflow.op.core.StridedSliceGrad;
import org.tensorflow.op.core.Unstack;
import org.tensorflow.op.nn.TopK;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt32;

/** Ops that move elements. */
final class ArrayCases {

  private ArrayCases() {}

  static List<Case> all() {
    List<Case> cases = new ArrayList<>();
    cases.addAll(shapes());
    cases.addAll(joins());
    cases.addAll(parts());
    cases.addAll(gathers());
    cases.addAll(scatters());
    return cases;
  }

  private static List<Case> shapes() {
    return List.of(
        Case.of("Reshape", (tf, x) -> tf.reshape(x.get(0), ints(tf, 3, -1)), Point.of(2, 3)),
        Case.of("ExpandDims", (tf, x) -> tf.expandDims(x.get(0), tf.constant(-1)), Point.of(3)),
        Case.of("Squeeze", (tf, x) -> tf.squeeze(x.get(0)), Point.of(1, 3, 1)),
        Case.of(
            "Transpose",
            (tf, x) -> tf.linalg.transpose(x.get(0), ints(tf, 2, 0, 1)),
            Point.of(2, 1, 3)),
        Case.of(
            "BroadcastTo", (tf, x) -> tf.broadcastTo(x.get(0), ints(tf, 2, 2, 3)), Point.of(2, 1)),
        Case.of("BroadcastTo", (tf, x) -> tf.broadcastTo(x.get(0), ints(tf, 2, 3)), Point.of()),
        Case.of("Tile", (tf, x) -> tf.tile(x.get(0), ints(tf, 2, 3)), Point.of(2, 1)),
        Case.of("Fill", (tf, x) -> tf.fill(ints(tf, 2, 2), x.get(0)), Point.of()),
        Case.of(
            "EnsureShape", (tf, x) -> tf.ensureShape(x.get(0), Shape.of(2, -1)), Point.of(2, 2)),
        Case.of(
            "CheckNumerics",
            (tf, x) -> builder(tf, "CheckNumerics", x.get(0), "message", "x"),
            Point.of(2)),
        Case.of(
            "PlaceholderWithDefault",
            (tf, x) -> tf.placeholderWithDefault(x.get(0), Shape.of(2)),
            Point.of(2)),
        Case.of("ReverseV2", (tf, x) -> tf.reverse(x.get(0), ints(tf, -1)), Point.of(2, 3)),
        Case.of(
            "Roll", (tf, x) -> tf.roll(x.get(0), tf.constant(1), tf.constant(1)), Point.of(2, 3)),
        Case.of(
            "ReverseSequence",
            (tf, x) -> tf.reverseSequence(x.get(0), ints(tf, 2, 3), 1L),
            Point.of(2, 3)),
        Case.first(
            "Cast",
            (tf, x) ->
                tf.dtypes.cast(
                    tf.dtypes.cast(tf.math.mul(x.get(0), x.get(0)), TFloat32.class),
                    TFloat64.class),
            Point.between(-0.001, 0.001, 1)));
  }

  private static List<Case> joins() {
    return List.of(
        Case.of(
            "AddN",
            (tf, x) -> tf.math.addN(List.of(x.get(0), x.get(1), x.get(0))),
            Point.of(2),
            Point.of(2)),
        Case.of(
            "IdentityN",
            (tf, x) -> tf.math.mul(identities(tf, x), x.get(1)),
            Point.of(2),
            Point.of(2)),
        Case.of(
            "ConcatV2", (tf, x) -> tf.concat(x, tf.constant(-1)), Point.of(2, 1), Point.of(2, 2)),
        Case.of(
            "ConcatV2", (tf, x) -> tf.concat(x, tf.constant(0)), Point.of(2, 2), Point.of(1, 2)),
        Case.of(
            "Concat", (tf, x) -> concat(tf, tf.constant(-1), x), Point.of(2, 1), Point.of(2, 2)),
        Case.of("Concat", (tf, x) -> concat(tf, tf.constant(0), x), Point.of(2, 2), Point.of(1, 2)),
        Case.of("Pack", (tf, x) -> tf.stack(x, Stack.axis(-1L)), Point.of(2), Point.of(2)),
        Case.of("Pack", (tf, x) -> tf.stack(x), Point.of(2)),
        Case.of(
            "Unpack",
            (tf, x) -> tf.unstack(x.get(0), 3L, Unstack.axis(-1L)).output().get(1),
            Point.of(2, 3)),
        Case.of(
            "Split",
            (tf, x) -> tf.split(tf.constant(-1), x.get(0), 2L).output().get(1),
            Point.of(2, 4)),
        Case.of(
            "Split",
            (tf, x) -> tf.split(tf.constant(1), x.get(0), 1L).output().get(0),
            Point.of(2, 2)),
        Case.of(
            "SplitV",
            (tf, x) -> tf.splitV(x.get(0), ints(tf, 3), tf.constant(1), 1L).output().get(0),
            Point.of(2, 3)),
        Case.of(
            "SplitV",
            (tf, x) -> tf.splitV(x.get(0), ints(tf, 1, 2), tf.constant(1), 2L).output().get(1),
            Point.of(2, 3)),
        Case.of(
            "DynamicPartition",
            (tf, x) ->
                tf.dynamicPartition(x.get(0), tf.constant(new int[][] {{1, 0}, {1, 1}}), 2L)
                    .outputs()
                    .get(1),
            Point.of(2, 2, 2)));
  }

  private static List<Case> parts() {
    return List.of(
        Case.of(
            "Slice",
            (tf, x) -> tf.slice(x.get(0), ints(tf, 0, 1), ints(tf, 2, -1)),
            Point.of(2, 3)),
        Case.of("StridedSlice", (tf, x) -> strided(tf, x.get(0)), Point.of(3, 4)),
        Case.of(
            "StridedSliceGrad",
            (tf, x) ->
                StridedSliceGrad.create(
                    tf.scope(),
                    ints(tf, 3, 4),
                    ints(tf, 0, 3),
                    ints(tf, 1, 0),
                    ints(tf, 1, -2),
                    x.get(0),
                    StridedSliceGrad.shrinkAxisMask(1L)),
            Point.of(2)),
        Case.of(
            "Pad",
            (tf, x) -> op(tf, "Pad", x.get(0), tf.constant(new int[][] {{1, 0}, {0, 2}})),
            Point.of(2, 2)),
        Case.of(
            "PadV2",
            (tf, x) ->
                tf.pad(x.get(0), tf.constant(new int[][] {{1, 0}, {0, 2}}), tf.constant(0.5)),
            Point.of(2, 2)),
        Case.of(
            "MirrorPad",
            (tf, x) -> tf.mirrorPad(x.get(0), tf.constant(new int[][] {{1, 0}, {0, 2}}), "REFLECT"),
            Point.of(2, 3)),
        Case.of(
            "MirrorPad",
            (tf, x) ->
                tf.mirrorPad(x.get(0), tf.constant(new int[][] {{1, 0}, {0, 2}}), "SYMMETRIC"),
            Point.of(2, 3)),
        Case.of(
            "MirrorPadGrad",
            (tf, x) ->
                MirrorPadGrad.create(
                    tf.scope(), x.get(0), tf.constant(new int[][] {{1, 1}}), "REFLECT"),
            Point.of(5)),
        Case.of(
            "TopKV2",
            (tf, x) -> tf.nn.topK(x.get(0), tf.constant(2), new TopK.Options[0]).values(),
            Point.of(2, 4)),
        Case.of(
            "TopKV2",
            (tf, x) -> tf.nn.topK(x.get(0), tf.constant(2), new TopK.Options[0]).values(),
            Point.of(4)));
  }

  private static List<Case> gathers() {
    return List.of(
        gather(0, 0, new int[][] {{1}, {0}, {1}}, 3, 2),
        gather(0, 0, new int[][] {{1, 0, 1}}, 3),
        gather(1, 0, new int[][] {{1, 0}, {2, 1}}, 2, 3, 2),
        gather(-1, 0, new int[][] {{1, 1}}, 2, 3),
        gather(1, 1, new int[][] {{1, 0}, {2, 2}}, 2, 3, 2),
        gather(2, 1, new int[][] {{1, 0}, {1, 1}}, 2, 3, 2),
        gather(-1, -1, new int[][] {{1, 0}, {2, 2}}, 2, 3),
        Case.of(
            "GatherV2",
            (tf, x) -> tf.gather(x.get(0), ints(tf, 2, 0, 2), tf.constant(0)),
            Point.of(3, 2)),
        Case.of(
            "GatherV2",
            (tf, x) -> tf.gather(x.get(0), tf.constant(1), tf.constant(0)),
            Point.of(3, 2)),
        Case.of("Gather", (tf, x) -> op(tf, "Gather", x.get(0), ints(tf, 2, 0, 2)), Point.of(3, 2)),
        Case.of(
            "GatherNd",
            (tf, x) -> tf.gatherNd(x.get(0), tf.constant(new int[][] {{1, 0}, {0, 2}, {1, 0}})),
            Point.of(2, 3)),
        Case.of(
            "GatherNd",
            (tf, x) -> tf.gatherNd(x.get(0), tf.constant(new int[][] {{1}, {1}})),
            Point.of(2, 3)));
  }

  private static Case gather(int axis, long batchDims, int[][] indices, long... sizes) {
    return Case.of(
        "GatherV2",
        (tf, x) ->
            tf.gather(
                x.get(0), tf.constant(indices), tf.constant(axis), Gather.batchDims(batchDims)),
        Point.of(sizes));
  }

  private static List<Case> scatters() {
    Point table = Point.of(3, 2);
    Point rows = Point.of(2, 2);
    return List.of(
        Case.of(
            "ScatterNd",
            (tf, x) -> tf.scatterNd(tf.constant(new int[][] {{2}, {2}}), x.get(0), ints(tf, 3, 2)),
            rows),
        Case.of(
            "ScatterNdNonAliasingAdd",
            (tf, x) -> tf.scatterNdNonAliasingAdd(x.get(0), places(tf), x.get(1)),
            table,
            rows),
        Case.of(
            "TensorScatterUpdate",
            (tf, x) -> tf.tensorScatterNdUpdate(x.get(0), places(tf), x.get(1)),
            table,
            rows),
        Case.of(
            "TensorScatterAdd",
            (tf, x) -> tf.tensorScatterNdAdd(x.get(0), places(tf), x.get(1)),
            table,
            rows),
        Case.of(
            "TensorScatterSub",
            (tf, x) -> tf.tensorScatterNdSub(x.get(0), places(tf), x.get(1)),
            table,
            rows));
  }

  private static Operand<TInt32> places(Ops tf) {
    return tf.constant(new int[][] {{2}, {0}});
  }

  private static Operand<TInt32> ints(Ops tf, int... values) {
    return tf.constant(values);
  }

  private static Operand<TFloat64> identities(Ops tf, List<Operand<TFloat64>> x) {
    IdentityN identities = tf.identityN(List.of(x.get(0), tf.constant(1), x.get(1)));
    return identities.op().output(0);
  }

  private static Operand<TFloat64> concat(Ops tf, Operand<TInt32> axis, List<Operand<TFloat64>> x) {
    return tf.scope()
        .opBuilder("Concat", "Concat")
        .addInput(axis.asOutput())
        .addInputList(x.stream().map(Operand::asOutput).toArray(Output<?>[]::new))
        .build()
        .output(0);
  }

  /** {@code x[1:, newaxis, ::-2]}. */
  private static Operand<TFloat64> strided(Ops tf, Operand<TFloat64> x) {
    return tf.stridedSlice(
        x,
        ints(tf, 1, 0, 0),
        ints(tf, 0, 0, 0),
        ints(tf, 1, 1, -2),
        StridedSlice.beginMask(4L),
        StridedSlice.endMask(5L),
        StridedSlice.newAxisMask(2L));
  }

  private static Operand<TFloat64> builder(
      Ops tf, String type, Operand<TFloat64> x, String attribute, String value) {
    return tf.scope()
        .opBuilder(type, type)
        .addInput(x.asOutput())
        .setAttr(attribute, value)
        .build()
        .output(0);
  }
}
