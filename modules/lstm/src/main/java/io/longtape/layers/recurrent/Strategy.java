package io.longtape.layers.recurrent;

import java.util.Optional;
import org.tensorflow.op.Ops;

/** A way to run a cell over time. All give the same numbers, up to rounding. */
interface Strategy {

  /** Above this many steps a graph gets a loop, unless told to unroll: it would grow too large. */
  int LONGEST_UNROLLED = 256;

  /** A graph of more steps takes minutes to build and does not fit into memory. */
  int MOST_UNROLLED = 4096;

  /** Runs all steps. */
  Sequence.Result run(Ops tf, Cell cell, Sequence sequence);

  /**
   * The one that fits.
   *
   * @param layer the layer's path, for the message
   * @param unroll what the user said, if anything
   * @throws IllegalArgumentException when too many steps or an unknown number of them are to be
   *     unrolled
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
    if (!eager && unroll.orElse(false) && sequence.steps() > MOST_UNROLLED) {
      throw new IllegalArgumentException(
          "layer '%s' cannot unroll %d time steps; more than %d need a loop"
              .formatted(layer, sequence.steps(), MOST_UNROLLED));
    }
    boolean unrolled = eager || unroll.orElse(sequence.steps() <= LONGEST_UNROLLED);
    if (!unrolled) {
      return new Loop();
    }
    return UnrolledByHand.suits(cell, sequence) ? new UnrolledByHand() : new UnrolledSteps();
  }
}
