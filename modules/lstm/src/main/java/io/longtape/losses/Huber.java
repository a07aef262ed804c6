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
 * The Huber loss, as {@code keras.losses.Huber}: with the error {@code e}, {@code e^2 / 2} up to
 * {@code delta}, and {@code delta * |e| - delta^2 / 2} beyond.
 *
 * <p>Labels and predictions {@code [..., values]}; the losses are the means over the last axis.
 *
 * @param delta where it turns from squared to absolute, in the labels' unit
 */
public record Huber(double delta) implements Loss {

  /**
   * Checks the argument.
   *
   * @param delta above 0
   * @throws IllegalArgumentException when it is not
   */
  public Huber {
    if (!(delta > 0)) {
      throw new IllegalArgumentException("delta must be above 0, but is " + delta);
    }
  }

  /**
   * The loss with Keras's {@code delta} of 1.
   *
   * @return the loss
   */
  public static Huber of() {
    return of(1);
  }

  /**
   * The loss.
   *
   * @param delta where it turns from squared to absolute, above 0
   * @return the loss
   * @throws IllegalArgumentException when {@code delta} is not above 0
   */
  public static Huber of(double delta) {
    return new Huber(delta);
  }

  @Override
  public Optional<KerasConfig> config() {
    KerasConfig.Builder config = Configs.of(this, "huber_loss");
    // Keras reads a delta, but does not write it itself.
    return (delta == 1 ? config : config.with("delta", delta)).build();
  }

  @Override
  public String kerasName() {
    return "huber";
  }

  @Override
  public Operand<TFloat32> call(
      Ops tf, Operand<? extends TNumber> labels, Operand<TFloat32> predictions) {
    Aligned aligned = Aligned.of(tf, kerasName(), labels, predictions);
    return Losses.huber(tf, aligned.labels(), aligned.predictions(), (float) delta);
  }

  @Override
  public void checkLabels(String output, Labels labels, Shape predictions) {
    LabelChecks.numbers(output, labels, predictions);
  }
}
