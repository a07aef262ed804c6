package io.longtape.losses;

import io.longtape.config.KerasConfig;
import java.util.Optional;
import org.tensorflow.Operand;
import org.tensorflow.framework.losses.Losses;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TNumber;

/**
 * Cross-entropy of yes and no, {@code -(label * log(p) + (1 - label) * log(1 - p))}, as {@code
 * keras.losses.BinaryCrossentropy}. Probabilities are kept from 1e-7 to 1 - 1e-7.
 *
 * <p>Labels from 0 to 1 and predictions, both {@code [..., values]}; the losses are the means over
 * the last axis.
 *
 * <p>tensorflow-framework's loss of probabilities adds 1e-7 inside the logarithm, which Keras 3
 * does not; of logits it is used.
 *
 * @param fromLogits whether predictions are logits, before a sigmoid; Keras's default is false
 * @param labelSmoothing how far labels move to 1/2, from 0, Keras's default, to 1
 */
public record BinaryCrossentropy(boolean fromLogits, double labelSmoothing) implements Loss {

  /**
   * Checks the arguments.
   *
   * @param fromLogits whether predictions are logits
   * @param labelSmoothing from 0 to 1
   * @throws IllegalArgumentException when the smoothing is out of range
   */
  public BinaryCrossentropy {
    Probabilities.requireSmoothing(labelSmoothing);
  }

  /**
   * The loss of probabilities, without smoothing.
   *
   * @return the loss
   */
  public static BinaryCrossentropy of() {
    return new BinaryCrossentropy(false, 0);
  }

  /**
   * The same, with predictions taken for logits or for probabilities.
   *
   * @param logits whether they are logits
   * @return the loss
   */
  public BinaryCrossentropy withFromLogits(boolean logits) {
    return new BinaryCrossentropy(logits, labelSmoothing);
  }

  /**
   * The same, with labels moved towards 1/2.
   *
   * @param smoothing how far, from 0 to 1
   * @return the loss
   * @throws IllegalArgumentException when it is out of range
   */
  public BinaryCrossentropy withLabelSmoothing(double smoothing) {
    return new BinaryCrossentropy(fromLogits, smoothing);
  }

  @Override
  public Optional<KerasConfig> config() {
    return Configs.of(this)
        .with("from_logits", fromLogits)
        .with("label_smoothing", labelSmoothing)
        .with("axis", -1)
        .build();
  }

  @Override
  public String kerasName() {
    return "binary_crossentropy";
  }

  @Override
  public Operand<TFloat32> call(
      Ops tf, Operand<? extends TNumber> labels, Operand<TFloat32> predictions) {
    Aligned aligned = Aligned.of(tf, kerasName(), labels, predictions);
    Operand<TFloat32> yes = Probabilities.smooth(tf, aligned.labels(), labelSmoothing, 2);
    if (fromLogits) {
      return Losses.binaryCrossentropy(tf, yes, aligned.predictions(), true, 0);
    }
    Operand<TFloat32> p = Probabilities.clip(tf, aligned.predictions());
    Operand<TFloat32> one = tf.constant(1f);
    Operand<TFloat32> likelihood =
        tf.math.add(
            tf.math.mul(yes, tf.math.log(p)),
            tf.math.mul(tf.math.sub(one, yes), tf.math.log(tf.math.sub(one, p))));
    return tf.math.mean(tf.math.neg(likelihood), tf.constant(-1));
  }

  @Override
  public Optional<Loss> onLogits(String activation) {
    return fromLogits || !"Sigmoid".equals(activation)
        ? Optional.empty()
        : Optional.of(withFromLogits(true));
  }

  @Override
  public void checkLabels(String output, Labels labels, Shape predictions) {
    LabelChecks.shares(output, labels, predictions);
  }
}
