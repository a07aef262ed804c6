package io.longtape.metrics;

import io.longtape.config.KerasConfig;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TNumber;

/**
 * The area under a curve that a threshold from 0 to 1 draws, as {@code keras.metrics.AUC}: of the
 * true positive rate over the false positive rate, or of precision over recall (interpolated after
 * Davis and Goadrich 2006). It is an approximation by evenly spaced thresholds.
 *
 * <p>Labels (0 or 1) and predictions of one shape, whose numbers all count alike.
 *
 * @param curve which curve, {@link Curve#ROC} by default
 * @param thresholds how many, at least 2; Keras's default is 200
 * @param fromLogits whether predictions go through a sigmoid first, false by default
 */
public record AUC(Curve curve, int thresholds, boolean fromLogits) implements Metric {

  /** What is drawn over what. */
  public enum Curve {
    /** The true positive rate over the false positive rate. */
    ROC,
    /** Precision over recall. */
    PR
  }

  /**
   * Checks the arguments.
   *
   * @param curve which curve
   * @param thresholds at least 2
   * @param fromLogits whether predictions go through a sigmoid first
   * @throws IllegalArgumentException when there are fewer than 2 thresholds
   */
  public AUC {
    if (thresholds < 2) {
      throw new IllegalArgumentException("thresholds must be at least 2, but are " + thresholds);
    }
  }

  /**
   * The area under the ROC curve, by 200 thresholds.
   *
   * @return the metric
   */
  public static AUC of() {
    return new AUC(Curve.ROC, 200, false);
  }

  /**
   * The same of another curve.
   *
   * @param other which curve
   * @return the metric
   */
  public AUC withCurve(Curve other) {
    return new AUC(other, thresholds, fromLogits);
  }

  /**
   * The same by another number of thresholds.
   *
   * @param count how many, at least 2
   * @return the metric
   * @throws IllegalArgumentException when there are fewer
   */
  public AUC withThresholds(int count) {
    return new AUC(curve, count, fromLogits);
  }

  /**
   * The same, with predictions taken for logits or for probabilities.
   *
   * @param logits whether they are logits
   * @return the metric
   */
  public AUC withFromLogits(boolean logits) {
    return new AUC(curve, thresholds, logits);
  }

  @Override
  public Optional<KerasConfig> config() {
    return Configs.of(this)
        .with("num_thresholds", thresholds)
        .with("curve", curve.name())
        .with("summation_method", "interpolation")
        .with("multi_label", false)
        .with("num_labels", null)
        .with("label_weights", null)
        .with("from_logits", fromLogits)
        .build();
  }

  @Override
  public String kerasName() {
    return "auc";
  }

  /**
   * The positives, then the negatives, whose prediction lies between one threshold and the next.
   */
  @Override
  public int statistics() {
    return 2 * thresholds;
  }

  @Override
  public Operand<TFloat32> update(
      Ops tf,
      Operand<? extends TNumber> labels,
      Operand<TFloat32> predictions,
      Optional<Operand<TFloat32>> sampleWeights) {
    Operand<TFloat32> probabilities = fromLogits ? tf.math.sigmoid(predictions) : predictions;
    YesNo flat =
        YesNo.of(tf, kerasName(), labels, probabilities, OptionalInt.empty(), sampleWeights);
    Operand<TInt32> between = between(tf, flat.predictions());
    Operand<TInt32> count = tf.constant(thresholds);
    return tf.concat(
        List.of(
            tf.math.unsortedSegmentSum(flat.positives(), between, count),
            tf.math.unsortedSegmentSum(flat.negatives(), between, count)),
        tf.constant(0));
  }

  /** A prediction has to be above a threshold, and is always above the first. */
  private Operand<TInt32> between(Ops tf, Operand<TFloat32> predictions) {
    Operand<TFloat32> clipped = tf.clipByValue(predictions, tf.constant(0f), tf.constant(1f));
    Operand<TFloat32> passed =
        tf.math.sub(
            tf.math.ceil(tf.math.mul(clipped, tf.constant((float) (thresholds - 1)))),
            tf.constant(1f));
    return tf.dtypes.cast(tf.nn.relu(passed), TInt32.class);
  }

  @Override
  public double result(double... sums) {
    double[] truePositives = new double[thresholds];
    double[] falsePositives = new double[thresholds];
    double positives = 0;
    double negatives = 0;
    for (int i = thresholds - 1; i >= 0; i--) {
      positives += sums[i];
      negatives += sums[thresholds + i];
      truePositives[i] = positives;
      falsePositives[i] = negatives;
    }
    double area = 0;
    for (int i = 0; i + 1 < thresholds; i++) {
      area +=
          curve == Curve.ROC
              ? Quotient.of(falsePositives[i] - falsePositives[i + 1], negatives)
                  * Quotient.of(truePositives[i] + truePositives[i + 1], 2 * positives)
              : Quotient.of(
                  precisionRecall(
                      truePositives[i], falsePositives[i],
                      truePositives[i + 1], falsePositives[i + 1]),
                  positives);
    }
    return area;
  }

  /** Between two thresholds the false positives grow evenly with the true ones. */
  private static double precisionRecall(double tp, double fp, double nextTp, double nextFp) {
    double all = tp + fp;
    double next = nextTp + nextFp;
    double slope = Quotient.of(tp - nextTp, Math.max(all - next, 0));
    double intercept = nextTp - slope * next;
    double ratio = all > 0 && next > 0 ? all / next : 1;
    return slope * (tp - nextTp + intercept * Math.log(ratio));
  }
}
