package io.longtape.optimizers;

import io.longtape.config.KerasConfig;
import io.longtape.optimizers.schedules.LearningRateSchedule;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;

/**
 * Adam (Kingma and Ba 2015), as {@code keras.optimizers.Adam}: a step is the averaged gradient,
 * divided by the root of the averaged square, both corrected for their start at 0. {@code epsilon}
 * is that of the formula before section 2.1 of the paper.
 */
public final class Adam extends MomentOptimizer<Adam> {

  private final boolean amsgrad;

  private Adam(CommonOptions common, Moments moments, boolean amsgrad) {
    super(common, moments);
    this.amsgrad = amsgrad;
  }

  /**
   * Adam with one learning rate throughout.
   *
   * @param learningRate above 0; Keras's default is 0.001
   * @return the optimizer
   * @throws IllegalArgumentException when the rate is not above 0
   */
  public static Adam of(double learningRate) {
    return of(LearningRateSchedule.constant(learningRate));
  }

  /**
   * Adam with a learning rate for each step.
   *
   * @param learningRate the schedule
   * @return the optimizer
   */
  public static Adam of(LearningRateSchedule learningRate) {
    return new Adam(CommonOptions.of(learningRate), Moments.DEFAULTS, false);
  }

  /**
   * Whether the largest averaged square so far is used instead of the last one (Reddi et al. 2018).
   *
   * @param newAmsgrad false by default
   * @return an optimizer that differs in that
   */
  public Adam withAmsgrad(boolean newAmsgrad) {
    return new Adam(common(), moments(), newAmsgrad);
  }

  @Override
  public String kerasName() {
    return "adam";
  }

  @Override
  public List<SlotSpec> slots(Shape shape) {
    return rule().slots(shape);
  }

  @Override
  Adam with(CommonOptions changed, Moments changedMoments) {
    return new Adam(changed, changedMoments, amsgrad);
  }

  @Override
  void addOwnTo(KerasConfig.Builder config) {
    moments().addTo(config);
    config.with("amsgrad", amsgrad);
  }

  @Override
  String arguments() {
    return rule().toString();
  }

  @Override
  List<Op> update(
      Ops tf, List<Turn> turns, Operand<TFloat32> rate, Operand<TInt64> step, Slots slots) {
    return rule().update(tf, turns, rate, step, slots);
  }

  private AdamRule rule() {
    return new AdamRule(moments(), amsgrad);
  }
}
