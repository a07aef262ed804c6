package io.longtape.autodiff.gradients;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;

/**
 * The gradient of one type of op, as the functions of {@code tf.RegisterGradient}.
 *
 * <p>It only adds ops through {@code tf}, so that one gradient serves eager tapes, functions that
 * are compiled from a tape, and graphs. It may be differentiated in turn where its own ops may.
 */
@FunctionalInterface
public interface OpGradient {

  /**
   * Adds the ops that carry gradients from an op's outputs to its inputs.
   *
   * @param tf where the ops go
   * @param op the op, its inputs, outputs and attributes
   * @param outputGradients one for each output, of its shape; null where nothing flows back, never
   *     all of them. One may be an {@link IndexedSlices}: {@code asOutput()} makes it dense
   * @return one for each input, of its shape; null for an input that has none
   */
  List<Operand<?>> call(Ops tf, RecordedOp op, List<Operand<?>> outputGradients);
}
