package io.longtape.autodiff.internal;

import static io.longtape.autodiff.internal.Case.op;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.OperationBuilder;
import org.tensorflow.op.Ops;
import org.tensorflow.op.nn.BiasAdd;
import org.tensorflow.op.nn.BiasAddGrad;
import org.tensorflow.types.TFloat64;

/** Biases, pools and blocks. */
final class NeuralNetCases {

  private NeuralNetCases() {}

  static List<Case> all() {
    List<Long> two = List.of(1L, 2L, 2L, 1L);
    List<Long> one = List.of(1L, 1L, 1L, 1L);
    return List.of(
        Case.of(
            "BiasAdd",
            (tf, x) -> tf.nn.biasAdd(x.get(0), x.get(1)),
            Point.of(2, 1, 3),
            Point.of(3)),
        Case.of(
            "BiasAdd",
            (tf, x) -> tf.nn.biasAdd(x.get(0), x.get(1), BiasAdd.dataFormat("NCHW")),
            Point.of(2, 3, 2),
            Point.of(3)),
        Case.of("BiasAddGrad", (tf, x) -> BiasAddGrad.create(tf.scope(), x.get(0)), Point.of(2, 3)),
        Case.of(
            "BiasAddGrad",
            (tf, x) -> BiasAddGrad.create(tf.scope(), x.get(0), BiasAddGrad.dataFormat("NCHW")),
            Point.of(2, 3, 2)),
        Case.of("BiasAddV1", (tf, x) -> op(tf, "BiasAddV1", x), Point.of(2, 3), Point.of(3)),
        Case.of(
            "AvgPool", (tf, x) -> tf.nn.avgPool(x.get(0), two, one, "VALID"), Point.of(1, 3, 3, 1)),
        Case.of("MaxPool", (tf, x) -> maxPool(tf, x.get(0)), Point.of(1, 3, 3, 1)).upTo(2),
        Case.of("AvgPoolGrad", (tf, x) -> avgPoolGrad(tf, x.get(0)), Point.of(1, 2, 2, 1)),
        Case.of("MaxPoolGrad", (tf, x) -> maxPoolGrad(tf, x.get(0)), Point.of(1, 2, 2, 1)).upTo(1),
        Case.first(
            "DepthwiseConv2dNative",
            (tf, x) -> tf.nn.depthwiseConv2dNative(x.get(0), x.get(1), one, "SAME"),
            Point.of(1, 2, 2, 2),
            Point.of(2, 1, 2, 1)),
        Case.first(
            "Conv2DBackpropInput",
            (tf, x) ->
                tf.nn.conv2dBackpropInput(
                    tf.constant(new int[] {1, 2, 3, 1}), x.get(0), x.get(1), one, "SAME"),
            Point.of(2, 2, 1, 1),
            Point.of(1, 2, 3, 1)),
        Case.first(
            "Conv2D",
            (tf, x) -> tf.nn.conv2d(x.get(0), x.get(1), one, "SAME"),
            Point.of(1, 2, 3, 1),
            Point.of(2, 2, 1, 1)),
        Case.of(
            "SpaceToBatch",
            (tf, x) -> tf.nn.spaceToBatch(x.get(0), tf.constant(new int[][] {{0, 0}, {0, 0}}), 2L),
            Point.of(1, 2, 2, 1)),
        Case.of(
            "BatchToSpace",
            (tf, x) -> tf.batchToSpace(x.get(0), tf.constant(new int[][] {{0, 0}, {0, 0}}), 2L),
            Point.of(4, 1, 1, 1)),
        Case.of(
            "SpaceToBatchND",
            (tf, x) ->
                tf.spaceToBatchNd(
                    x.get(0), tf.constant(new int[] {2}), tf.constant(new int[][] {{1, 0}})),
            Point.of(1, 3, 2)),
        Case.of(
            "BatchToSpaceND",
            (tf, x) ->
                tf.batchToSpaceNd(
                    x.get(0), tf.constant(new int[] {2}), tf.constant(new int[][] {{1, 0}})),
            Point.of(2, 2, 2)),
        Case.of("SpaceToDepth", (tf, x) -> tf.nn.spaceToDepth(x.get(0), 2L), Point.of(1, 2, 2, 1)),
        Case.of("DepthToSpace", (tf, x) -> tf.nn.depthToSpace(x.get(0), 2L), Point.of(1, 1, 1, 4)));
  }

  private static Operand<TFloat64> maxPool(Ops tf, Operand<TFloat64> x) {
    return pool(tf, "MaxPool", x);
  }

  private static Operand<TFloat64> maxPoolGrad(Ops tf, Operand<TFloat64> dy) {
    Operand<TFloat64> x =
        tf.reshape(
            tf.constant(new double[] {1, 5, 2, 7, 3, 4, 9, 6, 8}),
            tf.constant(new int[] {1, 3, 3, 1}));
    return pool(tf, "MaxPoolGrad", x, maxPool(tf, x), dy);
  }

  private static Operand<TFloat64> avgPoolGrad(Ops tf, Operand<TFloat64> dy) {
    return pool(tf, "AvgPoolGrad", tf.constant(new int[] {1, 3, 3, 1}), dy);
  }

  /** Over squares of two by two, in steps of one. */
  private static Operand<TFloat64> pool(Ops tf, String type, Operand<?>... inputs) {
    OperationBuilder builder = tf.scope().opBuilder(type, type);
    for (Operand<?> input : inputs) {
      builder.addInput(input.asOutput());
    }
    return builder
        .setAttr("ksize", new long[] {1, 2, 2, 1})
        .setAttr("strides", new long[] {1, 1, 1, 1})
        .setAttr("padding", "VALID")
        .build()
        .output(0);
  }
}
