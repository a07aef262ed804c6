package io.longtape.metrics;

import io.longtape.config.KerasConfig;
import io.longtape.losses.Aligned;
import io.longtape.losses.SampleWeights;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.ReduceMax;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TNumber;

/**
 * The harmonic mean of precision and recall, as {@code keras.metrics.F1Score}. The prediction is
 * the class of the largest number or, with a threshold, each class above it.
 *
 * <p>Labels (one-hot, or several of one) and predictions {@code [..., classes]}.
 *
 * @param average how the scores of the classes become one number; Keras's default, one score for
 *     each, has no place in a history
 * @param classes how many there are, at least 1
 * @param threshold above 0 and at most 1; empty, for the largest, by default
 */
public record F1Score(Average average, int classes, OptionalDouble threshold) implements Metric {

  private static final double EPSILON = 1e-7;

  /** How the scores of the classes become one number. */
  public enum Average {
    /** All predictions counted together. */
    MICRO,
    /** The mean of the classes' scores. */
    MACRO,
    /** The mean of the classes' scores, weighted by how often each is the label. */
    WEIGHTED
  }

  /**
   * Checks the arguments.
   *
   * @param average how the scores of the classes become one number
   * @param classes at least 1
   * @param threshold above 0 and at most 1
   * @throws IllegalArgumentException when one is out of range
   */
  public F1Score {
    if (classes < 1) {
      throw new IllegalArgumentException("classes must be at least 1, but are " + classes);
    }
    if (threshold.isPresent() && !(threshold.getAsDouble() > 0 && threshold.getAsDouble() <= 1)) {
      throw new IllegalArgumentException(
          "threshold must be above 0 and at most 1, but is " + threshold.getAsDouble());
    }
  }

  /**
   * The score of the class with the largest number.
   *
   * @param average how the scores of the classes become one number
   * @param classes how many there are, at least 1
   * @return the metric
   * @throws IllegalArgumentException when there are fewer
   */
  public static F1Score of(Average average, int classes) {
    return new F1Score(average, classes, OptionalDouble.empty());
  }

  /**
   * The same of all classes whose number is above a threshold.
   *
   * @param above the threshold, above 0 and at most 1
   * @return the metric
   * @throws IllegalArgumentException when it is out of range
   */
  public F1Score withThreshold(double above) {
    return new F1Score(average, classes, OptionalDouble.of(above));
  }

  @Override
  public Optional<KerasConfig> config() {
    return Configs.of(this)
        .with("average", average.name().toLowerCase(Locale.ROOT))
        .with("threshold", threshold.isPresent() ? threshold.getAsDouble() : null)
        .build();
  }

  @Override
  public String kerasName() {
    return "f1_score";
  }

  /** True positives, false positives and false negatives, each by class. */
  @Override
  public int statistics() {
    return 3 * classes;
  }

  @Override
  public Operand<TFloat32> update(
      Ops tf,
      Operand<? extends TNumber> labels,
      Operand<TFloat32> predictions,
      Optional<Operand<TFloat32>> sampleWeights) {
    Aligned aligned = Aligned.of(tf, kerasName(), labels, predictions);
    Shape shape = aligned.predictions().shape();
    if (shape.numDimensions() < 2 || shape.get(-1) != classes) {
      throw new IllegalArgumentException(
          "f1_score: predictions need a last axis of " + classes + ", but have shape " + shape);
    }
    Operand<TFloat32> one = tf.constant(1f);
    Operand<TFloat32> yes = aligned.labels();
    Operand<TFloat32> predicted = predicted(tf, aligned.predictions());
    List<Operand<TFloat32>> counts =
        List.of(
            tf.math.mul(predicted, yes),
            tf.math.mul(predicted, tf.math.sub(one, yes)),
            tf.math.mul(tf.math.sub(one, predicted), yes));
    return tf.concat(
        counts.stream().map(count -> byClass(tf, count, sampleWeights)).toList(), tf.constant(0));
  }

  private Operand<TFloat32> predicted(Ops tf, Operand<TFloat32> predictions) {
    if (threshold.isPresent()) {
      return tf.dtypes.cast(
          tf.math.greater(predictions, tf.constant((float) threshold.getAsDouble())),
          TFloat32.class);
    }
    Operand<TFloat32> largest =
        tf.reduceMax(predictions, tf.constant(-1), ReduceMax.keepDims(true));
    return tf.dtypes.cast(
        tf.math.logicalAnd(
            tf.math.greaterEqual(predictions, largest),
            tf.math.greater(tf.math.abs(predictions), tf.constant(1e-9f))),
        TFloat32.class);
  }

  private Operand<TFloat32> byClass(
      Ops tf, Operand<TFloat32> counts, Optional<Operand<TFloat32>> sampleWeights) {
    Operand<TFloat32> weighted =
        sampleWeights
            .<Operand<TFloat32>>map(
                weights -> tf.math.mul(counts, SampleWeights.fit(tf, weights, counts.shape())))
            .orElse(counts);
    return tf.reduceSum(
        tf.reshape(weighted, tf.constant(new int[] {-1, classes})), tf.constant(new int[] {0}));
  }

  @Override
  public double result(double... sums) {
    Counts all = new Counts(0, 0, 0);
    double macro = 0;
    double weighted = 0;
    for (int i = 0; i < classes; i++) {
      Counts one = new Counts(sums[i], sums[classes + i], sums[2 * classes + i]);
      all = all.plus(one);
      macro += one.score() / classes;
      weighted += one.score() * one.positives();
    }
    return switch (average) {
      case MICRO -> all.score();
      case MACRO -> macro;
      case WEIGHTED -> weighted / (all.positives() + EPSILON);
    };
  }

  private record Counts(double truePositives, double falsePositives, double falseNegatives) {

    double positives() {
      return truePositives + falseNegatives;
    }

    double score() {
      double precision = truePositives / (truePositives + falsePositives + EPSILON);
      double recall = truePositives / (positives() + EPSILON);
      return 2 * precision * recall / (precision + recall + EPSILON);
    }

    Counts plus(Counts other) {
      return new Counts(
          truePositives + other.truePositives,
          falsePositives + other.falsePositives,
          falseNegatives + other.falseNegatives);
    }
  }
}
