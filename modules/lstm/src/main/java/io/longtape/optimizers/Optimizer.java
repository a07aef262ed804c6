package io.longtape.optimizers;

import java.util.List;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.op.Op;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;

/** Turns gradients into updates of the variables of a graph. */
public interface Optimizer {

  /**
   * One variable and its gradient.
   *
   * @param variable the variable
   * @param gradient of the same shape
   */
  record GradientAndVariable(Operand<TFloat32> gradient, Operand<TFloat32> variable) {}

  /**
   * The learning rate that training starts from.
   *
   * @return the rate, above 0
   */
  double learningRate();

  /**
   * Adds the updates to the graph. Each runs after all of {@code dependencies}, so that no variable
   * changes while another's gradient is still being computed.
   *
   * @param graph the graph
   * @param pairs gradients and variables
   * @param learningRate a scalar that is fed at each step
   * @param step a scalar that is fed at each step, counting from 1
   * @param dependencies ops that have to run before any update
   * @return the ops that update, and what must run once before the first step
   */
  Updates apply(
      Graph graph,
      List<GradientAndVariable> pairs,
      Operand<TFloat32> learningRate,
      Operand<TInt64> step,
      List<Op> dependencies);

  /**
   * What an optimizer added to a graph.
   *
   * @param steps ops to run at each training step
   * @param initializers ops to run once, which set the slots
   */
  record Updates(List<Op> steps, List<Op> initializers) {

    /**
     * Sets the slots to their first values.
     *
     * @param session a session of the graph
     */
    public void initialize(Session session) {
      Session.Runner runner = session.runner();
      initializers.forEach(runner::addTarget);
      runner.run().close();
    }
  }
}
