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
 * The squared error, {@code (label - prediction)^2}, as {@code keras.losses.MeanSquaredError}.
 *
 * <p>Labels and predictions {@code [..., values]}; the losses are the means over the last axis.
 */
public record MeanSquaredError() implements Loss {

  /**
   * The loss.
   *
   * @return the loss
   */
  public static MeanSquaredError of() {
    return new MeanSquaredError();
  }

  @Override
  public Optional<KerasConfig> config() {
    return Configs.of(this).build();
  }

  @Override
  public String kerasName() {
    return "mean_squared_error";
  }

  @Override
  public Operand<TFloat32> call(
      Ops tf, Operand<? extends TNumber> labels, Operand<TFloat32> predictions) {
    Aligned aligned = Aligned.of(tf, kerasName(), labels, predictions);
    return Losses.meanSquaredError(tf, aligned.labels(), aligned.predictions());
  }

  @Override
  public void checkLabels(String output, Labels labels, Shape predictions) {
    LabelChecks.numbers(output, labels, predictions);
  }
}
