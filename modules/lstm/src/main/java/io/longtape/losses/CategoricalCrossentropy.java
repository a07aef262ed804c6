package io.longtape.losses;

import io.longtape.config.KerasConfig;
import java.util.Optional;
import org.tensorflow.Operand;
import org.tensorflow.framework.losses.Losses;
import org.tensorflow.framework.utils.CastHelper;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TNumber;

/**
 * Cross-entropy of one class among several, {@code -sum(label * log(p))}, as {@code
 * keras.losses.CategoricalCrossentropy}. Probabilities are first made to sum to 1, and kept from
 * 1e-7 to 1 - 1e-7.
 *
 * <p>Labels (one-hot, or shares that sum to 1) and predictions, both {@code [..., classes]}; the
 * losses are {@code [...]}.
 *
 * <p>tensorflow-framework's loss of logits reshapes by the static shape, which fails for sequences
 * of free length; of probabilities it is used.
 *
 * @param fromLogits whether predictions are logits, before a softmax; Keras's default is false
 * @param labelSmoothing how far labels move to 1 / classes, from 0, Keras's default, to 1
 */
public record CategoricalCrossentropy(boolean fromLogits, double labelSmoothing) implements Loss {

  /**
   * Checks the arguments.
   *
   * @param fromLogits whether predictions are logits
   * @param labelSmoothing from 0 to 1
   * @throws IllegalArgumentException when the smoothing is out of range
   */
  public CategoricalCrossentropy {
    Probabilities.requireSmoothing(labelSmoothing);
  }

  /**
   * The loss of probabilities, without smoothing.
   *
   * @return the loss
   */
  public static CategoricalCrossentropy of() {
    return new CategoricalCrossentropy(false, 0);
  }

  /**
   * The same, with predictions taken for logits or for probabilities.
   *
   * @param logits whether they are logits
   * @return the loss
   */
  public CategoricalCrossentropy withFromLogits(boolean logits) {
    return new CategoricalCrossentropy(logits, labelSmoothing);
  }

  /**
   * The same, with labels moved towards 1 / classes.
   *
   * @param smoothing how far, from 0 to 1
   * @return the loss
   * @throws IllegalArgumentException when it is out of range
   */
  public CategoricalCrossentropy withLabelSmoothing(double smoothing) {
    return new CategoricalCrossentropy(fromLogits, smoothing);
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
    return "categorical_crossentropy";
  }

  @Override
  public Operand<TFloat32> call(
      Ops tf, Operand<? extends TNumber> labels, Operand<TFloat32> predictions) {
    Shape shape = predictions.shape();
    LabelChecks.oneHot(kerasName(), labels.shape(), shape);
    long classes = shape.get(-1);
    Operand<TFloat32> shares =
        Probabilities.smooth(
            tf, CastHelper.cast(tf, labels, TFloat32.class), labelSmoothing, classes);
    if (!fromLogits) {
      return Losses.categoricalCrossentropy(tf, shares, predictions, false, 0, -1);
    }
    Operand<TFloat32> losses =
        tf.nn.softmaxCrossEntropyWithLogits(Rows.of(tf, predictions), Rows.of(tf, shares)).loss();
    return Rows.restore(tf, losses, predictions);
  }

  @Override
  public Optional<Loss> onLogits(String activation) {
    return fromLogits || !"Softmax".equals(activation)
        ? Optional.empty()
        : Optional.of(withFromLogits(true));
  }

  @Override
  public void checkLabels(String output, Labels labels, Shape predictions) {
    LabelChecks.oneHot("output '" + output + "'", labels.shape(), predictions);
    LabelChecks.shares(output, labels, predictions);
  }
}
