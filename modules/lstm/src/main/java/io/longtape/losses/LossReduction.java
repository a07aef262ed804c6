package io.longtape.losses;

import java.util.Optional;
import java.util.stream.IntStream;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TNumber;

/**
 * One number from the losses of the samples, as Keras's reduction {@code sum_over_batch_size}: the
 * weighted losses are summed and divided by how many they are, not by the sum of the weights. A
 * mask leaves out what it hides: the sum is divided by the number of losses that it lets through.
 */
public final class LossReduction {

  private LossReduction() {}

  /**
   * Reduces losses.
   *
   * @param tf where the ops go
   * @param perSample the losses, {@code [batch]} or {@code [batch, time]}
   * @param sampleWeights {@code [batch]}, or one for each loss
   * @param mask {@code [batch]}, or one for each loss; false hides it
   * @return the scalar mean; 0 where nothing counts
   * @throws IllegalArgumentException when the shapes, as far as they are known, do not fit
   */
  public static Operand<TFloat32> call(
      Ops tf,
      Operand<TFloat32> perSample,
      Optional<Operand<TFloat32>> sampleWeights,
      Optional<Operand<TBool>> mask) {
    LabelChecks.requireKnownRank("loss reduction", "losses", perSample.shape());
    Operand<TFloat32> weighted =
        SampleWeights.product(tf, sampleWeights, mask.map(valid -> scaled(tf, valid)))
            .<Operand<TFloat32>>map(
                weights ->
                    tf.math.mul(perSample, SampleWeights.fit(tf, weights, perSample.shape())))
            .orElse(perSample);
    return tf.math.divNoNan(sum(tf, weighted), count(tf, weighted));
  }

  /**
   * The loss of a batch, as calling a {@code keras.losses.Loss}. The loss's own mask is joined with
   * that of the predictions.
   *
   * @param tf where the ops go
   * @param loss what to compute
   * @param labels as the loss asks for
   * @param predictions what the network gave
   * @param sampleWeights {@code [batch]}, or one for each loss
   * @param mask the predictions' mask, {@code [batch, time]}
   * @return the scalar mean
   * @throws IllegalArgumentException when the shapes, as far as they are known, do not fit
   */
  public static Operand<TFloat32> call(
      Ops tf,
      Loss loss,
      Operand<? extends TNumber> labels,
      Operand<TFloat32> predictions,
      Optional<Operand<TFloat32>> sampleWeights,
      Optional<Operand<TBool>> mask) {
    Operand<TFloat32> perSample = loss.call(tf, labels, predictions);
    Optional<Operand<TBool>> own = loss.mask(tf, labels, predictions);
    Optional<Operand<TBool>> both =
        mask.isPresent() && own.isPresent()
            ? Optional.of(tf.math.logicalAnd(mask.get(), own.get()))
            : mask.or(() -> own);
    return call(tf, perSample, sampleWeights, both);
  }

  /** What the mask lets through weighs total / valid, so that the mean is over the valid. */
  private static Operand<TFloat32> scaled(Ops tf, Operand<TBool> mask) {
    Operand<TFloat32> valid = tf.dtypes.cast(mask, TFloat32.class);
    return tf.math.mul(valid, tf.math.divNoNan(count(tf, valid), sum(tf, valid)));
  }

  private static Operand<TFloat32> sum(Ops tf, Operand<TFloat32> values) {
    int rank = values.shape().numDimensions();
    return tf.reduceSum(values, tf.constant(IntStream.range(0, rank).toArray()));
  }

  private static Operand<TFloat32> count(Ops tf, Operand<TFloat32> values) {
    return tf.dtypes.cast(tf.size(values), TFloat32.class);
  }
}
