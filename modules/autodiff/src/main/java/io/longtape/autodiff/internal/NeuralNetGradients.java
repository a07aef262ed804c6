package io.longtape.autodiff.internal;

import static io.longtape.autodiff.internal.Backward.output;
import static io.longtape.autodiff.internal.Formula.NONE;
import static io.longtape.autodiff.internal.Formula.each;
import static java.util.Map.entry;

import java.util.List;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.OperationBuilder;
import org.tensorflow.op.Ops;
import org.tensorflow.op.nn.BiasAddGrad;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TNumber;

/** Biases, blocks, and the second order of pooling. */
final class NeuralNetGradients {

  private static final String CHANNELS_FIRST = "NCHW";

  private NeuralNetGradients() {}

  static Map<String, Formula> all() {
    return Map.ofEntries(
        entry("BiasAdd", each(Backward::dy, NeuralNetGradients::bias)),
        entry("BiasAddV1", each(Backward::dy, NeuralNetGradients::bias)),
        entry("BiasAddGrad", each(NeuralNetGradients::spreadBias)),
        entry("SpaceToBatchND", each(b -> b.tf().batchToSpaceNd(b.dy(), b.x(1), b.x(2)))),
        entry("BatchToSpaceND", each(b -> b.tf().spaceToBatchNd(b.dy(), b.x(1), b.x(2)))),
        entry("AvgPoolGrad", each(NONE, b -> pool(b, "AvgPool", b.dy()))),
        entry(
            "MaxPoolGrad",
            each(
                b -> b.tf().zerosLike(b.x(0)),
                b -> b.tf().zerosLike(b.x(1)),
                b -> pool(b, "MaxPoolGradGrad", b.x(0), b.x(1), b.dy()))));
  }

  private static Operand<TNumber> bias(Backward b) {
    return BiasAddGrad.create(b.tf().scope(), b.dy(), BiasAddGrad.dataFormat(dataFormat(b)));
  }

  /** Undoes the sum over all axes but the channels. */
  private static Operand<TNumber> spreadBias(Backward b) {
    Ops tf = b.tf();
    Operand<TInt32> shape = tf.shape(b.x(0));
    if (!dataFormat(b).equals(CHANNELS_FIRST)) {
      return tf.broadcastTo(b.dy(), shape);
    }
    Operand<TInt32> channels = tf.constant(new int[] {-1});
    Operand<TInt32> ones = tf.onesLike(b.from(2, shape));
    Operand<TInt32> columns = tf.concat(List.of(channels, ones), tf.constant(0));
    return tf.broadcastTo(tf.reshape(b.dy(), columns), shape);
  }

  private static Operand<TNumber> pool(Backward b, String type, Operand<?>... inputs) {
    OperationBuilder builder = b.builder(type, inputs);
    builder.setAttr("ksize", b.op().longsAttribute("ksize"));
    builder.setAttr("strides", b.op().longsAttribute("strides"));
    builder.setAttr("padding", b.op().stringAttribute("padding", "VALID"));
    builder.setAttr("data_format", dataFormat(b));
    return output(builder, 0);
  }

  private static String dataFormat(Backward b) {
    return b.op().stringAttribute("data_format", "NHWC");
  }
}
