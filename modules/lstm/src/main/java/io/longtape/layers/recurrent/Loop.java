package io.longtape.layers.recurrent;

import io.longtape.autodiff.CustomGradient;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** A loop of TensorFlow's, which a graph needs for a number of steps that it does not know. */
final class Loop implements Strategy {

  @Override
  public Sequence.Result run(Ops tf, Cell cell, Sequence sequence) {
    List<Operand<?>> inputs = new ArrayList<>();
    inputs.add(sequence.projected());
    sequence.mask().ifPresent(inputs::add);
    inputs.addAll(sequence.constants());
    inputs.addAll(sequence.initial());
    LoopOp op = new LoopOp(cell, sequence.mask().isPresent(), sequence.constants().size());
    List<Operand<TFloat32>> results = Floats.of(CustomGradient.call(tf, op, inputs));
    return new Sequence.Result(
        sequence.allOutputs() ? Optional.of(results.get(0)) : Optional.empty(),
        results.subList(1, results.size()));
  }
}
