package io.longtape.optimizers;

import io.longtape.autodiff.ResourceVariable;
import io.longtape.config.KerasConfig;
import io.longtape.optimizers.schedules.LearningRateSchedule;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;

/**
 * Adam with Nesterov's momentum (Dozat 2016), as {@code keras.optimizers.Nadam}: the averaged
 * gradient counts with a weight that grows from step to step, and the gradient itself once more.
 *
 * <p>TensorFlow has no op for it, so that it runs on plain ones. The product of the weights so far
 * is a slot of the optimizer, {@code u_product}.
 */
public final class Nadam extends MomentOptimizer<Nadam> {

  private static final String PRODUCT = "u_product";

  private Nadam(CommonOptions common, Moments moments) {
    super(common, moments);
  }

  /**
   * Nadam with one learning rate throughout.
   *
   * @param learningRate above 0; Keras's default is 0.001
   * @return the optimizer
   * @throws IllegalArgumentException when the rate is not above 0
   */
  public static Nadam of(double learningRate) {
    return of(LearningRateSchedule.constant(learningRate));
  }

  /**
   * Nadam with a learning rate for each step.
   *
   * @param learningRate the schedule
   * @return the optimizer
   */
  public static Nadam of(LearningRateSchedule learningRate) {
    return new Nadam(CommonOptions.of(learningRate), Moments.DEFAULTS);
  }

  @Override
  public String kerasName() {
    return "nadam";
  }

  @Override
  public List<SlotSpec> slots(Shape shape) {
    return moments().slots(shape);
  }

  @Override
  public List<SlotSpec> globals() {
    return List.of(new SlotSpec(PRODUCT, Shape.scalar(), 1));
  }

  @Override
  Nadam with(CommonOptions changed, Moments changedMoments) {
    return new Nadam(changed, changedMoments);
  }

  @Override
  void addOwnTo(KerasConfig.Builder config) {
    moments().addTo(config);
  }

  @Override
  String arguments() {
    return moments().toString();
  }

  @Override
  List<Op> update(
      Ops tf, List<Turn> turns, Operand<TFloat32> rate, Operand<TInt64> step, Slots slots) {
    ResourceVariable<TFloat32> product = slots.global(PRODUCT);
    NadamStep now = NadamStep.of(tf, moments(), rate, step, product.read(tf));
    List<Op> updates = new ArrayList<>();
    updates.add(product.assign(tf, now.product()));
    for (Turn turn : turns) {
      updates.addAll(now.update(turn, slots));
    }
    return updates;
  }
}
