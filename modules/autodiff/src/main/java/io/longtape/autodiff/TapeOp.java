package io.longtape.autodiff;

import java.util.Arrays;
import org.tensorflow.Operation;
import org.tensorflow.OperationBuilder;
import org.tensorflow.Output;

/**
 * One op on a tape. Values on the tape have ids: those of an op's outputs follow each other.
 *
 * @param type the op's type; empty where {@code custom} stands for it
 * @param attributes what was set
 * @param inputs the inputs, lists flattened
 * @param groups how they were added: the length of a list, or {@link #SINGLE}; null for all single
 * @param inputIds the ids of the inputs, {@link #OFF_TAPE} for those that are not on the tape
 * @param operation the op that was built
 * @param firstOutputId the id of output 0
 * @param custom the composite op with a backward pass of its own, or null
 * @param saved what the composite op keeps for its backward pass; empty without one
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record TapeOp(
    String type,
    Attributes attributes,
    Output<?>[] inputs,
    int[] groups,
    int[] inputIds,
    Operation operation,
    int firstOutputId,
    CustomGradient custom,
    Output<?>[] saved) {

  static final int OFF_TAPE = -1;
  static final int SINGLE = -1;
  static final Output<?>[] NOTHING = {};

  /** Adds inputs to a builder in the way in which they were added to this op. */
  void addInputs(OperationBuilder builder, Output<?>[] values) {
    add(builder, values, groups);
  }

  static void add(OperationBuilder builder, Output<?>[] values, int[] groups) {
    if (groups == null) {
      for (Output<?> value : values) {
        builder.addInput(value);
      }
      return;
    }
    int next = 0;
    for (int group : groups) {
      if (group == SINGLE) {
        builder.addInput(values[next++]);
      } else {
        builder.addInputList(Arrays.copyOfRange(values, next, next + group));
        next += group;
      }
    }
  }

  int numOutputs() {
    return operation.numOutputs();
  }
}
