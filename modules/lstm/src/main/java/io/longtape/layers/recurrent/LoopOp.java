package io.longtape.layers.recurrent;

import io.longtape.autodiff.CustomGradient;
import io.longtape.autodiff.GradientOptions;
import io.longtape.autodiff.GradientTape;
import io.longtape.autodiff.UnconnectedGradients;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * Any cell in a loop, and back in another loop, which computes each step again and takes its
 * gradient by a tape. That gradient has none of its own.
 *
 * <p>Inputs: the projected sequence, the mask if there is one, the constants, the states. Outputs:
 * the first state after each step, and the states after the last one.
 */
record LoopOp(Cell cell, boolean masked, int constants) implements CustomGradient {

  /** What one step reads beside its states. */
  private record Row(
      Operand<TFloat32> projected,
      Optional<Operand<TBool>> mask,
      List<Operand<TFloat32>> constants) {}

  /** How many inputs come before the states. */
  private int fixed() {
    return (masked ? 2 : 1) + constants;
  }

  @Override
  public Forward forward(Ops tf, List<Operand<?>> inputs) {
    List<Operand<?>> fixed = inputs.subList(0, fixed());
    List<Operand<TFloat32>> initial = Floats.of(inputs.subList(fixed(), inputs.size()));
    Operand<TInt32> steps = Sizes.of(tf, fixed.get(0), 0);
    List<Operand<?>> start = new ArrayList<>(initial);
    for (Operand<TFloat32> state : initial) {
      Operand<TFloat32> rows = Rows.empty(tf, tf.math.add(steps, tf.constant(1)), state);
      start.add(Rows.set(tf, rows, tf.constant(0), state));
    }
    List<Operand<?>> end = WhileLoop.run(tf, steps, start, fixed, this::stepForward);

    List<Operand<?>> saved = new ArrayList<>(fixed);
    List<Operand<?>> outputs = new ArrayList<>();
    saved.addAll(end.subList(initial.size(), end.size()));
    outputs.add(withoutFirst(tf, Floats.of(saved.get(fixed()))));
    outputs.addAll(end.subList(0, initial.size()));
    return new Forward(outputs, saved);
  }

  /** Variables: the states, and for each the rows of what it was before each step. */
  private List<Operand<?>> stepForward(
      Ops tf, Operand<TInt32> round, List<Operand<?>> variables, List<Operand<?>> fixed) {
    int states = cell.states();
    List<Operand<TFloat32>> after =
        step(tf, row(tf, round, fixed), Floats.of(variables.subList(0, states)));
    List<Operand<?>> next = new ArrayList<>(after);
    Operand<TInt32> index = tf.math.add(round, tf.constant(1));
    for (int i = 0; i < states; i++) {
      next.add(Rows.set(tf, Floats.of(variables.get(states + i)), index, after.get(i)));
    }
    return next;
  }

  @Override
  public List<Operand<?>> backward(
      Ops tf, List<Operand<?>> saved, List<Operand<?>> outputGradients) {
    int states = cell.states();
    Operand<TFloat32> projected = Floats.of(saved.get(0));
    Operand<TInt32> steps = Sizes.of(tf, projected, 0);
    List<Operand<?>> start = new ArrayList<>(outputGradients.subList(1, 1 + states));
    start.add(tf.empty(tf.shape(projected), TFloat32.class));
    saved.subList(fixed() - constants, fixed()).forEach(value -> start.add(tf.zerosLike(value)));
    List<Operand<?>> fixed = new ArrayList<>(saved);
    fixed.add(outputGradients.get(0));
    List<Operand<?>> end = WhileLoop.run(tf, steps, start, fixed, this::stepBackward);

    List<Operand<?>> gradients = new ArrayList<>();
    gradients.add(end.get(states));
    if (masked) {
      gradients.add(null);
    }
    gradients.addAll(end.subList(states + 1, end.size()));
    gradients.addAll(end.subList(0, states));
    return gradients;
  }

  /**
   * Variables: gradients of the states, rows of those of the projected sequence, sums of the
   * constants'.
   */
  private List<Operand<?>> stepBackward(
      Ops tf, Operand<TInt32> round, List<Operand<?>> variables, List<Operand<?>> fixed) {
    int states = cell.states();
    Operand<TInt32> last = tf.math.sub(Sizes.of(tf, fixed.get(0), 0), tf.constant(1));
    Operand<TInt32> time = tf.math.sub(last, round);
    Row row = row(tf, time, fixed);
    List<Operand<TFloat32>> before =
        Floats.of(fixed.subList(fixed(), fixed() + states)).stream()
            .map(all -> Rows.get(tf, all, time))
            .toList();
    List<Operand<TFloat32>> after = new ArrayList<>(Floats.of(variables.subList(0, states)));
    Operand<TFloat32> ofOutput = Rows.get(tf, Floats.of(fixed.get(fixed() + states)), time);
    after.set(0, tf.math.add(after.get(0), ofOutput));

    List<Operand<TFloat32>> gradients = gradients(tf, row, before, after);
    List<Operand<?>> next = new ArrayList<>(gradients.subList(1, 1 + states));
    next.add(Rows.set(tf, Floats.of(variables.get(states)), time, gradients.get(0)));
    for (int i = 0; i < constants; i++) {
      Operand<TFloat32> sum = Floats.of(variables.get(states + 1 + i));
      next.add(tf.math.add(sum, gradients.get(1 + states + i)));
    }
    return next;
  }

  /** Of the row, the states before the step and the constants. */
  private List<Operand<TFloat32>> gradients(
      Ops tf, Row row, List<Operand<TFloat32>> before, List<Operand<TFloat32>> ofAfter) {
    List<Operand<TFloat32>> sources = new ArrayList<>(List.of(row.projected));
    sources.addAll(before);
    sources.addAll(row.constants);
    try (GradientTape tape = GradientTape.of(tf.scope().env())) {
      sources.forEach(tape::watch);
      return tape.gradient(
          step(tape.ops(), row, before),
          sources,
          GradientOptions.defaults()
              .withOutputGradients(ofAfter)
              .withUnconnected(UnconnectedGradients.ZERO));
    }
  }

  private List<Operand<TFloat32>> step(Ops tf, Row row, List<Operand<TFloat32>> before) {
    List<Operand<TFloat32>> after = cell.step(tf, row.projected, before, row.constants);
    return row.mask.map(steps -> Masks.keep(tf, steps, after, before)).orElse(after);
  }

  private Row row(Ops tf, Operand<TInt32> time, List<Operand<?>> fixed) {
    return new Row(
        Rows.get(tf, Floats.of(fixed.get(0)), time),
        masked ? Optional.of(Rows.get(tf, Masks.of(fixed.get(1)), time)) : Optional.empty(),
        Floats.of(fixed.subList(fixed() - constants, fixed())));
  }

  private static Operand<TFloat32> withoutFirst(Ops tf, Operand<TFloat32> all) {
    return tf.slice(all, tf.constant(new int[] {1, 0, 0}), tf.constant(new int[] {-1, -1, -1}));
  }
}
