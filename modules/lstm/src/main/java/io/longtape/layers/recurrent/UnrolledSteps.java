package io.longtape.layers.recurrent;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;

/** One step's ops after the other's, which the tape differentiates: for any cell. */
final class UnrolledSteps implements Strategy {

  @Override
  public Sequence.Result run(Ops tf, Cell cell, Sequence sequence) {
    int steps = sequence.steps();
    List<Operand<TFloat32>> projected = Steps.unstack(tf, sequence.projected(), steps);
    Optional<List<Operand<TBool>>> mask =
        sequence.mask().map(whole -> Steps.unstack(tf, whole, steps));
    List<Operand<TFloat32>> states = sequence.initial();
    List<Operand<TFloat32>> outputs = new ArrayList<>();
    for (int t = 0; t < steps; t++) {
      List<Operand<TFloat32>> after = cell.step(tf, projected.get(t), states, sequence.constants());
      states = mask.isPresent() ? Masks.keep(tf, mask.get().get(t), after, states) : after;
      outputs.add(states.get(0));
    }
    return new Sequence.Result(
        sequence.allOutputs() ? Optional.of(Steps.stack(tf, outputs)) : Optional.empty(), states);
  }
}
