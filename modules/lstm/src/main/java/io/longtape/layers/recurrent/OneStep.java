package io.longtape.layers.recurrent;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Sum;
import org.tensorflow.types.TFloat32;

/**
 * A step that stands for all, where nothing but shapes is asked for: the time of a network that was
 * read from a file may be anything.
 */
final class OneStep implements Strategy {

  @Override
  public Sequence.Result run(Ops tf, Cell cell, Sequence sequence) {
    Operand<TFloat32> first = tf.gather(sequence.projected(), tf.constant(0), tf.constant(0));
    List<Operand<TFloat32>> states =
        new ArrayList<>(cell.step(tf, first, sequence.initial(), sequence.constants()));
    if (!sequence.allOutputs()) {
      return new Sequence.Result(Optional.empty(), states);
    }
    Operand<TFloat32> step = tf.expandDims(states.get(0), tf.constant(0));
    Operand<TFloat32> time = tf.sum(sequence.projected(), tf.constant(2), Sum.keepDims(true));
    return new Sequence.Result(Optional.of(tf.math.add(time, step)), states);
  }
}
