package io.longtape.optimizers;

import io.longtape.autodiff.gradients.IndexedSlices;
import io.longtape.config.KerasConfig;
import io.longtape.optimizers.schedules.LearningRateSchedule;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.train.ResourceApplyKerasMomentum;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;

/**
 * Gradient descent, as {@code keras.optimizers.SGD}: {@code w = w - rate * gradient}. With momentum
 * (Polyak 1964) it is {@code m = momentum * m - rate * gradient; w = w + m}, and with Nesterov's
 * {@code w = w + momentum * m - rate * gradient} instead.
 *
 * <p>Without momentum a sparse gradient stays sparse: the update touches just its rows.
 */
public final class SGD extends KerasOptimizer<SGD> {

  private static final String MOMENTUM = "momentum";

  private final double momentum;
  private final boolean nesterov;

  private SGD(CommonOptions common, double momentum, boolean nesterov) {
    super(common);
    this.momentum = momentum;
    this.nesterov = nesterov;
  }

  /**
   * Plain gradient descent with one learning rate throughout.
   *
   * @param learningRate above 0; Keras's default is 0.01
   * @return the optimizer
   * @throws IllegalArgumentException when the rate is not above 0
   */
  public static SGD of(double learningRate) {
    return of(LearningRateSchedule.constant(learningRate));
  }

  /**
   * Plain gradient descent with a learning rate for each step.
   *
   * @param learningRate the schedule
   * @return the optimizer
   */
  public static SGD of(LearningRateSchedule learningRate) {
    return new SGD(CommonOptions.of(learningRate), 0, false);
  }

  /**
   * How much of a step is taken again at the next one.
   *
   * @param newMomentum from 0 to 1; 0, which is none, by default
   * @return an optimizer that differs in that
   * @throws IllegalArgumentException when it is out of range
   */
  public SGD withMomentum(double newMomentum) {
    if (!(newMomentum >= 0 && newMomentum <= 1)) {
      throw new IllegalArgumentException("momentum must be from 0 to 1, but is " + newMomentum);
    }
    return new SGD(common(), newMomentum, nesterov);
  }

  /**
   * Whether the momentum is Nesterov's; of no meaning without momentum.
   *
   * @param newNesterov false by default
   * @return an optimizer that differs in that
   */
  public SGD withNesterov(boolean newNesterov) {
    return new SGD(common(), momentum, newNesterov);
  }

  @Override
  public String kerasName() {
    return "sgd";
  }

  @Override
  public List<SlotSpec> slots(Shape shape) {
    return momentum == 0 ? List.of() : List.of(SlotSpec.zeros(MOMENTUM, shape));
  }

  @Override
  SGD with(CommonOptions changed) {
    return new SGD(changed, momentum, nesterov);
  }

  @Override
  void addOwnTo(KerasConfig.Builder config) {
    config.with("momentum", momentum).with("nesterov", nesterov);
  }

  @Override
  String arguments() {
    return "momentum=%s, nesterov=%s".formatted(momentum, nesterov);
  }

  @Override
  List<Op> update(
      Ops tf, List<Turn> turns, Operand<TFloat32> rate, Operand<TInt64> step, Slots slots) {
    Operand<TFloat32> share = tf.constant((float) momentum);
    List<Op> updates = new ArrayList<>();
    for (Turn turn : turns) {
      updates.add(
          momentum == 0
              ? descend(turn, rate)
              : turn.tf()
                  .train
                  .resourceApplyKerasMomentum(
                      turn.handle(),
                      turn.slotHandle(slots, MOMENTUM),
                      rate,
                      turn.gradient(),
                      share,
                      ResourceApplyKerasMomentum.useNesterov(nesterov)));
    }
    return updates;
  }

  private static Op descend(Turn turn, Operand<TFloat32> rate) {
    Ops tf = turn.tf();
    if (turn.gradient() instanceof IndexedSlices<TFloat32> slices) {
      Operand<TFloat32> rows = Rows.merged(tf, slices);
      Operand<TFloat32> steps = tf.math.mul(Rows.values(rows), rate);
      return turn.variable().assignSub(tf, Rows.withValues(tf, rows, steps));
    }
    return tf.train.resourceApplyGradientDescent(turn.handle(), rate, turn.gradient());
  }
}
