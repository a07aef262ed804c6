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
 * {@code log(cosh(prediction - label))}: squared for small errors, absolute for large ones, as
 * {@code keras.losses.LogCosh}.
 *
 * <p>Labels and predictions {@code [..., values]}; the losses are the means over the last axis.
 */
public record LogCosh() implements Loss {

  /**
   * The loss.
   *
   * @return the loss
   */
  public static LogCosh of() {
    return new LogCosh();
  }

  @Override
  public Optional<KerasConfig> config() {
    return Configs.of(this).build();
  }

  @Override
  public String kerasName() {
    return "log_cosh";
  }

  @Override
  public Operand<TFloat32> call(
      Ops tf, Operand<? extends TNumber> labels, Operand<TFloat32> predictions) {
    Aligned aligned = Aligned.of(tf, kerasName(), labels, predictions);
    return Losses.logCosh(tf, aligned.labels(), aligned.predictions());
  }

  @Override
  public void checkLabels(String output, Labels labels, Shape predictions) {
    LabelChecks.numbers(output, labels, predictions);
  }
}
