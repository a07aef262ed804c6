package io.longtape.optimizers;

import io.longtape.autodiff.ResourceVariable;
import io.longtape.autodiff.gradients.IndexedSlices;
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
 * RMSprop (Hinton 2012), as {@code keras.optimizers.RMSprop}: a step is the gradient, divided by
 * the root of its averaged square plus {@code epsilon}, which is inside the root. The centered form
 * (Graves 2013) takes the square of the averaged gradient off first.
 *
 * <p>TensorFlow's op keeps the last step in the slot {@code momentum}, with momentum or without;
 * Keras has that slot only with momentum.
 */
public final class RMSprop extends KerasOptimizer<RMSprop> {

  private static final String VELOCITY = "velocity";
  private static final String MOMENTUM = "momentum";
  private static final String AVERAGE_GRADIENT = "average_gradient";

  private final Numbers numbers;

  private RMSprop(CommonOptions common, Numbers numbers) {
    super(common);
    this.numbers = numbers;
  }

  private record Numbers(double rho, double momentum, double epsilon, boolean centered) {

    Numbers {
      Averaging.requireDecay("rho", rho);
      Averaging.requireDecay("momentum", momentum);
      Averaging.requireEpsilon(epsilon);
    }
  }

  /**
   * RMSprop with one learning rate throughout.
   *
   * @param learningRate above 0; Keras's default is 0.001
   * @return the optimizer
   * @throws IllegalArgumentException when the rate is not above 0
   */
  public static RMSprop of(double learningRate) {
    return of(LearningRateSchedule.constant(learningRate));
  }

  /**
   * RMSprop with a learning rate for each step.
   *
   * @param learningRate the schedule
   * @return the optimizer
   */
  public static RMSprop of(LearningRateSchedule learningRate) {
    return new RMSprop(CommonOptions.of(learningRate), new Numbers(0.9, 0, 1e-7, false));
  }

  /**
   * How much of the average of squared gradients stays at each step.
   *
   * @param rho at least 0 and below 1; 0.9 by default
   * @return an optimizer that differs in that
   * @throws IllegalArgumentException when it is out of range
   */
  public RMSprop withRho(double rho) {
    return new RMSprop(
        common(), new Numbers(rho, numbers.momentum, numbers.epsilon, numbers.centered));
  }

  /**
   * How much of a step is taken again at the next one.
   *
   * @param momentum at least 0 and below 1; 0, which is none, by default
   * @return an optimizer that differs in that
   * @throws IllegalArgumentException when it is out of range
   */
  public RMSprop withMomentum(double momentum) {
    return new RMSprop(
        common(), new Numbers(numbers.rho, momentum, numbers.epsilon, numbers.centered));
  }

  /**
   * What is added to the averaged square before the root, to stay away from 0.
   *
   * @param epsilon above 0; 1e-7 by default
   * @return an optimizer that differs in that
   * @throws IllegalArgumentException when it is not above 0
   */
  public RMSprop withEpsilon(double epsilon) {
    return new RMSprop(
        common(), new Numbers(numbers.rho, numbers.momentum, epsilon, numbers.centered));
  }

  /**
   * Whether steps are divided by the deviation of the gradient from its average.
   *
   * @param centered false by default
   * @return an optimizer that differs in that
   */
  public RMSprop withCentered(boolean centered) {
    return new RMSprop(
        common(), new Numbers(numbers.rho, numbers.momentum, numbers.epsilon, centered));
  }

  @Override
  public String kerasName() {
    return "rm_sprop";
  }

  @Override
  public List<SlotSpec> slots(Shape shape) {
    List<SlotSpec> slots = new ArrayList<>();
    slots.add(SlotSpec.zeros(VELOCITY, shape));
    slots.add(SlotSpec.zeros(MOMENTUM, shape));
    if (numbers.centered) {
      slots.add(SlotSpec.zeros(AVERAGE_GRADIENT, shape));
    }
    return List.copyOf(slots);
  }

  @Override
  RMSprop with(CommonOptions changed) {
    return new RMSprop(changed, numbers);
  }

  @Override
  void addOwnTo(KerasConfig.Builder config) {
    config
        .with("rho", numbers.rho)
        .with("momentum", numbers.momentum)
        .with("epsilon", numbers.epsilon)
        .with("centered", numbers.centered);
  }

  @Override
  String arguments() {
    return numbers.toString();
  }

  @Override
  List<Op> update(
      Ops tf, List<Turn> turns, Operand<TFloat32> rate, Operand<TInt64> step, Slots slots) {
    double excess = Averaging.excess(numbers.rho);
    Operand<TFloat32> corrected = tf.math.mul(rate, tf.constant((float) Math.sqrt(excess)));
    Operand<TFloat32> epsilon = tf.constant((float) (numbers.epsilon * excess));
    Operand<TFloat32> rho = tf.constant((float) numbers.rho);
    Operand<TFloat32> momentum = tf.constant((float) numbers.momentum);
    List<Op> updates = new ArrayList<>();
    for (Turn turn : turns) {
      if (turn.gradient() instanceof IndexedSlices<TFloat32>) {
        updates.addAll(updateRows(turn, slots, rate));
        continue;
      }
      var mean = turn.slotHandle(slots, VELOCITY);
      var last = turn.slotHandle(slots, MOMENTUM);
      updates.add(
          numbers.centered
              ? turn.tf()
                  .train
                  .resourceApplyCenteredRmsProp(
                      turn.handle(),
                      turn.slotHandle(slots, AVERAGE_GRADIENT),
                      mean,
                      last,
                      corrected,
                      rho,
                      momentum,
                      epsilon,
                      turn.gradient())
              : turn.tf()
                  .train
                  .resourceApplyRmsProp(
                      turn.handle(),
                      mean,
                      last,
                      corrected,
                      rho,
                      momentum,
                      epsilon,
                      turn.gradient()));
    }
    return updates;
  }

  /** The ops square the sum of a row's parts, and Keras each part. */
  private List<Op> updateRows(Turn turn, Slots slots, Operand<TFloat32> rate) {
    Ops tf = turn.tf();
    float share = (float) (1 - numbers.rho);
    ResourceVariable<TFloat32> velocity = turn.slot(slots, VELOCITY);
    ResourceVariable<TFloat32> last = turn.slot(slots, MOMENTUM);
    List<Op> updates = new ArrayList<>();
    Operand<TFloat32> mean = Averaging.moved(tf, velocity, Rows.square(tf, turn.gradient()), share);
    updates.add(velocity.assign(tf, mean));
    Operand<TFloat32> divisor = mean;
    if (numbers.centered) {
      ResourceVariable<TFloat32> average = turn.slot(slots, AVERAGE_GRADIENT);
      Operand<TFloat32> center = Averaging.moved(tf, average, turn.gradient(), share);
      updates.add(average.assign(tf, center));
      divisor = tf.math.sub(mean, tf.math.square(center));
    }
    Operand<TFloat32> root =
        tf.math.sqrt(tf.math.add(divisor, tf.constant((float) numbers.epsilon)));
    Operand<TFloat32> increment = tf.math.div(tf.math.mul(rate, turn.gradient()), root);
    Operand<TFloat32> change =
        tf.math.add(tf.math.mul(tf.constant((float) numbers.momentum), last.read(tf)), increment);
    updates.add(last.assign(tf, change));
    updates.add(turn.variable().assignSub(tf, change));
    return updates;
  }
}
