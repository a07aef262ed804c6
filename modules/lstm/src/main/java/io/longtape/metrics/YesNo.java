package io.longtape.metrics;

import io.longtape.losses.Aligned;
import io.longtape.losses.SampleWeights;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TNumber;

/**
 * Binary labels and their predictions laid flat, {@code [n]}, with the labels split by weight.
 *
 * @param positives the weight of each label that is not 0, else 0
 * @param negatives the weight of each label that is 0, else 0
 * @param predictions as given
 */
record YesNo(
    Operand<TFloat32> positives, Operand<TFloat32> negatives, Operand<TFloat32> predictions) {

  static final int COUNTS = 3;

  static YesNo of(
      Ops tf,
      String who,
      Operand<? extends TNumber> labels,
      Operand<TFloat32> predictions,
      OptionalInt classId,
      Optional<Operand<TFloat32>> sampleWeights) {
    Aligned all = Aligned.of(tf, who, labels, predictions);
    if (classId.isPresent()) {
      requireClass(who, classId.getAsInt(), all.predictions().shape());
    }
    Aligned aligned =
        classId.isEmpty()
            ? all
            : new Aligned(
                only(tf, all.labels(), classId.getAsInt()),
                only(tf, all.predictions(), classId.getAsInt()));
    Operand<TFloat32> yes =
        tf.dtypes.cast(tf.math.notEqual(aligned.labels(), tf.constant(0f)), TFloat32.class);
    Operand<TFloat32> no = tf.math.sub(tf.constant(1f), yes);
    if (sampleWeights.isPresent()) {
      Operand<TFloat32> weights = SampleWeights.fit(tf, sampleWeights.get(), yes.shape());
      yes = tf.math.mul(yes, weights);
      no = tf.math.mul(no, weights);
    }
    return new YesNo(flat(tf, yes), flat(tf, no), flat(tf, aligned.predictions()));
  }

  /** The weights of the positives and of the negatives that are predicted positive, and of all. */
  Operand<TFloat32> counts(Ops tf, double threshold) {
    Operand<TFloat32> predicted =
        tf.dtypes.cast(
            tf.math.greater(predictions, tf.constant((float) threshold)), TFloat32.class);
    return tf.stack(
        List.of(
            sum(tf, tf.math.mul(positives, predicted)),
            sum(tf, tf.math.mul(negatives, predicted)),
            sum(tf, positives)));
  }

  static void requireThreshold(double threshold) {
    if (!(threshold >= 0 && threshold <= 1)) {
      throw new IllegalArgumentException("threshold must be from 0 to 1, but is " + threshold);
    }
  }

  private static void requireClass(String who, int classId, Shape predictions) {
    if (predictions.numDimensions() < 2 || classId < 0 || classId >= predictions.get(-1)) {
      throw new IllegalArgumentException(
          "%s: there is no class %d in predictions of shape %s"
              .formatted(who, classId, predictions));
    }
  }

  private static Operand<TFloat32> only(Ops tf, Operand<TFloat32> values, int classId) {
    return tf.gather(values, tf.constant(classId), tf.constant(-1));
  }

  private static Operand<TFloat32> flat(Ops tf, Operand<TFloat32> values) {
    return tf.reshape(values, tf.constant(new int[] {-1}));
  }

  private static Operand<TFloat32> sum(Ops tf, Operand<TFloat32> values) {
    return tf.reduceSum(values, tf.constant(new int[] {0}));
  }
}
