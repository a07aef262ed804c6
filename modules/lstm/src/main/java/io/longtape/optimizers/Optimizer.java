package io.longtape.optimizers;

import io.longtape.config.KerasConfig;
import io.longtape.optimizers.schedules.LearningRateSchedule;
import java.util.List;
import java.util.Optional;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;

/**
 * Turns gradients into updates of variables, as {@code keras.optimizers.Optimizer}: eagerly at
 * once, and in a graph as ops to run at each step.
 *
 * <p>It holds no state and no number of the step: both come with each call of {@link #apply}.
 */
public interface Optimizer {

  /**
   * The learning rate of each step. Whoever runs the steps asks it and gives the rate to {@link
   * #apply}.
   *
   * @return the schedule
   */
  LearningRateSchedule learningRate();

  /**
   * What happens to the gradients first. Whoever runs the steps applies it before {@link #apply},
   * to the gradients of all variables together.
   *
   * @return {@link Clipping#none} by default
   */
  Clipping clipping();

  /**
   * Keras's name of it.
   *
   * @return such as {@code adam}
   */
  String kerasName();

  /**
   * How Keras writes this optimizer.
   *
   * @return its class and arguments there, or empty when Keras has no equal
   */
  default Optional<KerasConfig> config() {
    return Optional.empty();
  }

  /**
   * What is to be kept from step to step for a variable.
   *
   * @param shape the variable's shape
   * @return a list that may be empty
   */
  List<SlotSpec> slots(Shape shape);

  /**
   * What is to be kept from step to step once for all variables.
   *
   * @return a list that may be empty
   */
  List<SlotSpec> globals();

  /**
   * Keras's path of a slot among {@code optimizer.variables}.
   *
   * @param variable the variable's name, such as {@code lstm/lstm_cell/kernel}
   * @param slot the slot's name, such as {@code momentum}
   * @return such as {@code adam/lstm_lstm_cell_kernel_momentum}
   */
  default String slotPath(String variable, String slot) {
    return kerasName() + "/" + variable.replace('/', '_') + "_" + slot;
  }

  /**
   * Updates the variables and the slots. In a graph no update runs before all gradients, and all
   * that {@code tf} waits for, have been computed: no gradient sees a variable half way.
   *
   * <p>A variable whose gradient is null stays as it is, and so do its slots; Keras warns of it. A
   * sparse gradient counts as the dense one that it stands for, but where it is squared: of a row
   * that comes twice each part is squared by itself, as in Keras on TensorFlow.
   *
   * @param tf where the updates go
   * @param pairs gradients, clipped where they are to be, and variables
   * @param rate the learning rate, a scalar
   * @param step the number of this step, a scalar, counting from 1
   * @param slots what it kept
   * @return the updates, to run in a graph
   * @throws IllegalArgumentException when there are pairs but all gradients are null
   */
  List<Op> apply(
      Ops tf,
      List<GradientAndVariable> pairs,
      Operand<TFloat32> rate,
      Operand<TInt64> step,
      Slots slots);
}
