package io.longtape.layers.recurrent;

import io.longtape.autodiff.CustomGradient;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.linalg.MatMul;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;

/**
 * All steps of a cell, and back. Only the product with the recurrent kernel's transpose is made
 * step by step on the way back; the kernel's gradient is one product over all steps.
 *
 * <p>Inputs: the projected sequence, the bias of the product if there is one, the recurrent kernel,
 * the states, the mask if there is one. Outputs: the first state after each step, if asked for, and
 * the states after the last one.
 */
record UnrolledOp(
    ProductCell cell, int steps, int units, boolean biased, boolean masked, boolean allOutputs)
    implements CustomGradient {

  /** What is saved of a step. */
  private record Step(
      Optional<Operand<TBool>> mask,
      List<Operand<TFloat32>> before,
      List<Operand<TFloat32>> values) {

    /** Gradients where the step counts, else zeros. */
    List<Operand<TFloat32>> counted(Ops tf, List<Operand<TFloat32>> gradients) {
      return mask.map(
              counts ->
                  gradients.stream().map(gradient -> Masks.orZeros(tf, counts, gradient)).toList())
          .orElse(gradients);
    }

    /** What flows through the step where it counts, else what flows past it. */
    List<Operand<TFloat32>> orSkipped(
        Ops tf, List<Operand<TFloat32>> through, List<Operand<TFloat32>> past) {
      return mask.map(counts -> Masks.keep(tf, counts, through, past)).orElse(through);
    }
  }

  @Override
  public Forward forward(Ops tf, List<Operand<?>> inputs) {
    int firstState = biased ? 3 : 2;
    int end = firstState + cell.states();
    List<Operand<TFloat32>> projected = Steps.unstack(tf, Floats.of(inputs.get(0)), steps);
    List<Operand<TFloat32>> constants = Floats.of(inputs.subList(1, firstState));
    List<Operand<TFloat32>> states = Floats.of(inputs.subList(firstState, end));
    List<Operand<TBool>> mask =
        masked ? Steps.unstack(tf, Masks.of(inputs.get(end)), steps) : List.of();
    List<Operand<?>> saved = new ArrayList<>(List.of(inputs.get(firstState - 1)));
    List<Operand<TFloat32>> hidden = new ArrayList<>();
    for (int t = 0; t < steps; t++) {
      Operand<TFloat32> product = cell.product(tf, states.get(0), constants);
      List<Operand<TFloat32>> values = cell.values(tf, projected.get(t), product, states);
      List<Operand<TFloat32>> after = values.subList(0, cell.states());
      saved.addAll(states);
      saved.addAll(values);
      if (masked) {
        saved.add(mask.get(t));
        after = Masks.keep(tf, mask.get(t), after, states);
      }
      states = after;
      hidden.add(states.get(0));
    }
    List<Operand<?>> outputs = new ArrayList<>();
    if (allOutputs) {
      outputs.add(Steps.stack(tf, hidden));
    }
    outputs.addAll(states);
    return new Forward(outputs, saved);
  }

  @Override
  public List<Operand<?>> backward(
      Ops tf, List<Operand<?>> saved, List<Operand<?>> outputGradients) {
    Operand<TFloat32> kernel = Floats.of(saved.get(0));
    List<Operand<TFloat32>> ofOutputs =
        allOutputs ? Steps.unstack(tf, Floats.of(outputGradients.get(0)), steps) : List.of();
    List<Operand<TFloat32>> ofStates =
        Floats.of(outputGradients.subList(allOutputs ? 1 : 0, outputGradients.size()));
    List<Operand<TFloat32>> ofProjected = new ArrayList<>();
    List<Operand<TFloat32>> ofProducts = new ArrayList<>();
    List<Operand<TFloat32>> hidden = new ArrayList<>();
    for (int t = steps - 1; t >= 0; t--) {
      Step step = step(saved, t);
      List<Operand<TFloat32>> ofAfter = new ArrayList<>(ofStates);
      if (allOutputs) {
        ofAfter.set(0, tf.math.add(ofAfter.get(0), ofOutputs.get(t)));
      }
      ProductCell.StepGradient gradient =
          cell.gradient(tf, step.values, step.before, step.counted(tf, ofAfter));
      ofStates = step.orSkipped(tf, before(tf, gradient, kernel), ofAfter);
      ofProjected.add(gradient.projected());
      ofProducts.add(gradient.product());
      hidden.add(step.before.get(0));
    }
    List.of(ofProjected, ofProducts, hidden).forEach(Collections::reverse);
    Operand<TFloat32> all = rows(tf, ofProducts);
    List<Operand<?>> gradients = new ArrayList<>();
    gradients.add(
        tf.reshape(
            ofProjected.equals(ofProducts) ? all : rows(tf, ofProjected),
            tf.constant(new long[] {steps, -1, (long) cell.gates() * units})));
    if (biased) {
      gradients.add(tf.sum(all, tf.constant(0)));
    }
    gradients.add(tf.linalg.matMul(rows(tf, hidden), all, MatMul.transposeA(true)));
    gradients.addAll(ofStates);
    if (masked) {
      gradients.add(null);
    }
    return gradients;
  }

  /** The steps' rows one below the other; TensorFlow concatenates two or more. */
  private static Operand<TFloat32> rows(Ops tf, List<Operand<TFloat32>> ofSteps) {
    return ofSteps.size() == 1 ? ofSteps.get(0) : tf.concat(ofSteps, tf.constant(0));
  }

  /** The gradients of the states before a step. */
  private static List<Operand<TFloat32>> before(
      Ops tf, ProductCell.StepGradient gradient, Operand<TFloat32> kernel) {
    Operand<TFloat32> through =
        tf.linalg.matMul(gradient.product(), kernel, MatMul.transposeB(true));
    List<Operand<TFloat32>> before = new ArrayList<>();
    before.add(
        gradient
            .first()
            .<Operand<TFloat32>>map(kept -> tf.math.add(through, kept))
            .orElse(through));
    before.addAll(gradient.others());
    return before;
  }

  private Step step(List<Operand<?>> saved, int time) {
    int size = (saved.size() - 1) / steps;
    List<Operand<?>> all = saved.subList(1 + time * size, 1 + (time + 1) * size);
    int end = masked ? size - 1 : size;
    return new Step(
        masked ? Optional.of(Masks.of(all.get(end))) : Optional.empty(),
        Floats.of(all.subList(0, cell.states())),
        Floats.of(all.subList(cell.states(), end)));
  }
}
