package io.longtape.optimizers;

import java.util.ArrayList;
import java.util.List;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;

/** What runs after what. Eager ops run in the order in which they are made; a graph's are told. */
final class Order {

  private Order() {}

  /** Ops that wait for others, and for what they waited for before. */
  static Ops after(Ops tf, List<? extends Op> first) {
    if (!tf.scope().env().isGraph()) {
      return tf;
    }
    List<Op> all = new ArrayList<>(first);
    all.add(tf.noOp());
    // One op that waits for all, so that each update has one op to wait for.
    return tf.withControlDependencies(List.of(tf.withControlDependencies(all).noOp()));
  }
}
