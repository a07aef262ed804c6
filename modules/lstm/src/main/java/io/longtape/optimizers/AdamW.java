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
 * Adam with decoupled weight decay (Loshchilov and Hutter 2019), as {@code keras.optimizers.AdamW}:
 * {@link Adam} whose weight decay is 0.004 by default.
 */
public final class AdamW extends MomentOptimizer<AdamW> {

  private static final double WEIGHT_DECAY = 0.004;

  private final boolean amsgrad;

  private AdamW(CommonOptions common, Moments moments, boolean amsgrad) {
    super(common, moments);
    this.amsgrad = amsgrad;
  }

  /**
   * AdamW with one learning rate throughout.
   *
   * @param learningRate above 0; Keras's default is 0.001
   * @return the optimizer
   * @throws IllegalArgumentException when the rate is not above 0
   */
  public static AdamW of(double learningRate) {
    return of(LearningRateSchedule.constant(learningRate));
  }

  /**
   * AdamW with a learning rate for each step.
   *
   * @param learningRate the schedule
   * @return the optimizer
   */
  public static AdamW of(LearningRateSchedule learningRate) {
    return new AdamW(
        CommonOptions.of(learningRate).withWeightDecay(WEIGHT_DECAY), Moments.DEFAULTS, false);
  }

  /**
   * Whether the largest averaged square so far is used instead of the last one (Reddi et al. 2018).
   *
   * @param newAmsgrad false by default
   * @return an optimizer that differs in that
   */
  public AdamW withAmsgrad(boolean newAmsgrad) {
    return new AdamW(common(), moments(), newAmsgrad);
  }

  @Override
  public String kerasName() {
    return "adam_w";
  }

  @Override
  public List<SlotSpec> slots(Shape shape) {
    return rule().slots(shape);
  }

  @Override
  AdamW with(CommonOptions changed, Moments changedMoments) {
    return new AdamW(changed, changedMoments, amsgrad);
  }

  @Override
  void addOwnTo(KerasConfig.Builder config) {
    config.with("weight_decay", common().decay().share());
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
