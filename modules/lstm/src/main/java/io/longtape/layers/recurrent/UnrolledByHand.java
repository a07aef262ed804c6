package io.longtape.layers.recurrent;

import io.longtape.autodiff.CustomGradient;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * One step's ops after the other's, with a backward pass written by hand: for cells that know their
 * gradient, and states that are not dropped.
 */
final class UnrolledByHand implements Strategy {

  static boolean suits(Cell cell, Sequence sequence) {
    return cell instanceof ProductCell known && known.hasGradient() && !sequence.dropped();
  }

  @Override
  public Sequence.Result run(Ops tf, Cell cell, Sequence sequence) {
    List<Operand<?>> inputs = new ArrayList<>();
    inputs.add(sequence.projected());
    inputs.addAll(sequence.constants());
    inputs.addAll(sequence.initial());
    sequence.mask().ifPresent(inputs::add);
    int units = Math.toIntExact(sequence.projected().shape().get(2) / cell.gates());
    UnrolledOp op =
        new UnrolledOp(
            (ProductCell) cell,
            sequence.steps(),
            units,
            sequence.constants().size() > 1,
            sequence.mask().isPresent(),
            sequence.allOutputs());
    List<Operand<TFloat32>> results = Floats.of(CustomGradient.call(tf, op, inputs));
    return sequence.allOutputs()
        ? new Sequence.Result(Optional.of(results.get(0)), results.subList(1, results.size()))
        : new Sequence.Result(Optional.empty(), results);
  }
}
