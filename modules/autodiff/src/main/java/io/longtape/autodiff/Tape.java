package io.longtape.autodiff;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tensorflow.Operation;
import org.tensorflow.Output;
import org.tensorflow.types.family.TType;

/**
 * What a tape holds: the ops that depend on something watched, in the order in which they were
 * made, and ids for their values.
 */
final class Tape {

  private final List<TapeOp> ops = new ArrayList<>();
  private final Map<Operation, Integer> firstIds = new HashMap<>();
  private final BitSet onTape = new BitSet();
  private final Set<ResourceVariable<?>> variables = new HashSet<>();
  private int nextId;

  List<TapeOp> ops() {
    return ops;
  }

  /** The watched variables in the order in which they were made. */
  List<ResourceVariable<? extends TType>> variables() {
    return variables.stream()
        .<ResourceVariable<? extends TType>>map(variable -> variable)
        .sorted(Comparator.comparingLong(ResourceVariable::number))
        .toList();
  }

  int size() {
    return nextId;
  }

  /** The id of a value, or {@link TapeOp#OFF_TAPE}. */
  int idOf(Output<?> value) {
    Integer first = firstIds.get(value.op());
    if (first == null) {
      return TapeOp.OFF_TAPE;
    }
    int id = first + value.index();
    return onTape.get(id) ? id : TapeOp.OFF_TAPE;
  }

  void watch(Output<?> value) {
    Operation op = value.op();
    Integer first = firstIds.get(op);
    if (first == null) {
      first = idsFor(op);
    }
    onTape.set(first + value.index());
  }

  void watch(ResourceVariable<?> variable) {
    watch(variable.handle().asOutput());
    variables.add(variable);
  }

  /** Records an op, if any of its inputs is on the tape. */
  void record(
      String type,
      Attributes attributes,
      Output<?>[] inputs,
      int numInputs,
      int[] groups,
      Operation op) {
    int[] ids = null;
    for (int i = 0; i < numInputs; i++) {
      int id = idOf(inputs[i]);
      if (id != TapeOp.OFF_TAPE) {
        if (ids == null) {
          ids = new int[numInputs];
          Arrays.fill(ids, TapeOp.OFF_TAPE);
        }
        ids[i] = id;
      }
    }
    if (ids != null) {
      Output<?>[] exact = inputs.length == numInputs ? inputs : Arrays.copyOf(inputs, numInputs);
      add(type, attributes, exact, groups, ids, op, null, TapeOp.NOTHING);
    }
  }

  /** Records a composite op, if any of its inputs is on the tape. */
  void record(CustomGradient custom, Output<?>[] inputs, Output<?>[] saved, Operation op) {
    int[] ids = Arrays.stream(inputs).mapToInt(this::idOf).toArray();
    if (Arrays.stream(ids).anyMatch(id -> id != TapeOp.OFF_TAPE)) {
      add("", Attributes.NONE, inputs, null, ids, op, custom, saved);
    }
  }

  void clear() {
    ops.clear();
    firstIds.clear();
    onTape.clear();
    variables.clear();
    nextId = 0;
  }

  private void add(
      String type,
      Attributes attributes,
      Output<?>[] inputs,
      int[] groups,
      int[] inputIds,
      Operation op,
      CustomGradient custom,
      Output<?>[] saved) {
    int first = idsFor(op);
    onTape.set(first, nextId);
    ops.add(new TapeOp(type, attributes, inputs, groups, inputIds, op, first, custom, saved));
  }

  private int idsFor(Operation op) {
    int first = nextId;
    nextId += op.numOutputs();
    firstIds.put(op, first);
    return first;
  }
}
