package io.longtape.layers.recurrent;

import java.util.Optional;
import org.tensorflow.op.Ops;

/** A way to run a cell over time. All give the same numbers, up to rounding. */
interface Strategy {

  /** Above this many steps a graph gets a loop, unless told to unroll: it would grow too large. */
  int LONGEST_UNROLLED = 256;

  /** Runs all steps. */
  Sequence.Result run(Ops tf, Cell cell, Sequence sequence);

  /**
   * The one that fits.
   *
   * @param layer the layer's path, for the message
   * @param unroll what the user said, if anything
   * @throws IllegalArgumentException when steps of an unknown number are to be unrolled
   */
  static Strategy of(Ops tf, String layer, Optional<Boolean> unroll, Cell cell, Sequence sequence) {
    boolean eager = tf.scope().env().isEager();
    if (!eager && !sequence.timeIsKnown()) {
      if (unroll.orElse(false)) {
        throw new IllegalArgumentException(
            "layer '%s' cannot unroll a number of time steps that is not known".formatted(layer));
      }
      return new Loop();
    }
    boolean unrolled = eager || unroll.orElse(sequence.steps() <= LONGEST_UNROLLED);
    if (!unrolled) {
      return new Loop();
    }
    return UnrolledByHand.suits(cell, sequence) ? new UnrolledByHand() : new UnrolledSteps();
  }
}
