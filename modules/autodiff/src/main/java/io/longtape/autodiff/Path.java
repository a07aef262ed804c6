package io.longtape.autodiff;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;

/**
 * The part of a tape that lies between sources and targets.
 *
 * @param ops the ops on it, in the order in which they were recorded
 * @param dependent the ids of the values that depend on a source
 * @param targets the ids of the targets
 * @param sources the ids of the sources, {@link TapeOp#OFF_TAPE} for those not on the tape
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Path(List<TapeOp> ops, BitSet dependent, int[] targets, int[] sources) {

  static Path between(Tape tape, int[] sources, int[] targets) {
    BitSet dependent = new BitSet(tape.size());
    mark(dependent, sources);
    List<TapeOp> downstream = new ArrayList<>();
    for (TapeOp op : tape.ops()) {
      if (anyOf(dependent, op.inputIds())) {
        dependent.set(op.firstOutputId(), op.firstOutputId() + op.numOutputs());
        downstream.add(op);
      }
    }
    BitSet wanted = new BitSet(tape.size());
    mark(wanted, targets);
    List<TapeOp> ops = new ArrayList<>();
    for (int i = downstream.size() - 1; i >= 0; i--) {
      TapeOp op = downstream.get(i);
      int next = wanted.nextSetBit(op.firstOutputId());
      if (next >= 0 && next < op.firstOutputId() + op.numOutputs()) {
        mark(wanted, op.inputIds());
        ops.add(op);
      }
    }
    Collections.reverse(ops);
    return new Path(ops, dependent, targets, sources);
  }

  /** Whether gradients for that value are wanted. */
  boolean leadsToSource(int id) {
    return id != TapeOp.OFF_TAPE && dependent.get(id);
  }

  private static void mark(BitSet set, int[] ids) {
    for (int id : ids) {
      if (id != TapeOp.OFF_TAPE) {
        set.set(id);
      }
    }
  }

  private static boolean anyOf(BitSet set, int[] ids) {
    for (int id : ids) {
      if (id != TapeOp.OFF_TAPE && set.get(id)) {
        return true;
      }
    }
    return false;
  }
}
