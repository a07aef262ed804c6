package io.longtape.metrics;

import io.longtape.losses.SampleWeights;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * Keras's Mean: the statistics are the sum of the weighted values and the sum of the weights, both
 * averaged first over what a sample has, so that a long sequence counts as much as a short one.
 */
final class WeightedMean {

  static final int STATISTICS = 2;

  private WeightedMean() {}

  static Operand<TFloat32> of(
      Ops tf, Operand<TFloat32> values, Optional<Operand<TFloat32>> sampleWeights) {
    if (values.shape().numDimensions() < 1) {
      throw new IllegalArgumentException(
          "a mean metric needs values [batch, ...] with a known number of axes, but theirs are "
              + values.shape());
    }
    if (sampleWeights.isEmpty()) {
      Operand<TFloat32> samples =
          tf.dtypes.cast(
              tf.gather(tf.shape(values), tf.constant(0), tf.constant(0)), TFloat32.class);
      return tf.stack(List.of(sum(tf, values), samples));
    }
    Operand<TFloat32> weights =
        tf.broadcastTo(
            SampleWeights.fit(tf, sampleWeights.get(), values.shape()), tf.shape(values));
    return tf.stack(List.of(sum(tf, tf.math.mul(values, weights)), sum(tf, weights)));
  }

  static double result(double... sums) {
    return Quotient.of(sums[0], sums[1]);
  }

  private static Operand<TFloat32> sum(Ops tf, Operand<TFloat32> values) {
    int rank = values.shape().numDimensions();
    Operand<TFloat32> samples = rank == 1 ? values : tf.math.mean(values, axes(tf, 1, rank));
    return tf.reduceSum(samples, axes(tf, 0, 1));
  }

  private static Operand<TInt32> axes(Ops tf, int from, int to) {
    return tf.constant(IntStream.range(from, to).toArray());
  }
}
