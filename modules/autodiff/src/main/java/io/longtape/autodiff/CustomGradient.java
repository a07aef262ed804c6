package io.longtape.autodiff;

import java.util.ArrayList;
import java.util.List;
import org.tensorflow.ExecutionEnvironment;
import org.tensorflow.Operand;
import org.tensorflow.Operation;
import org.tensorflow.Output;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TType;

/**
 * A composite of several ops with a backward pass of its own ({@code tf.custom_gradient}): a
 * gradient that is more stable, faster, or other than what the ops themselves would give. Works
 * eagerly and in graphs, and without a tape as well.
 *
 * <p>The backward pass gets what it needs through its arguments and adds ops through its {@code tf}
 * alone; a tape over the tape then finds the second order. What a variable's gradient is to flow
 * through has to be an input as well: read the variable outside and pass the value.
 *
 * <p>An object that says what it is equal to, such as a record or an enum, is compiled with the
 * rest of a walk that comes again: two that are equal must do the same, and one must not change.
 * Any other object is walked op by op, always.
 */
public interface CustomGradient {

  /**
   * What the forward pass gives.
   *
   * @param outputs the values to hand out, at least one
   * @param saved the values that the backward pass needs: inputs, outputs or what lies between
   */
  record Forward(List<Operand<?>> outputs, List<Operand<?>> saved) {

    /**
     * A copy of both lists.
     *
     * @param outputs at least one, no nulls
     * @param saved may be empty, no nulls
     */
    public Forward {
      outputs = List.copyOf(outputs);
      saved = List.copyOf(saved);
      if (outputs.isEmpty()) {
        throw new IllegalArgumentException("a composite op needs at least one output");
      }
    }

    /**
     * One output.
     *
     * @param output the value to hand out
     * @param saved the values that the backward pass needs
     * @return the forward pass's result
     */
    public static Forward of(Operand<?> output, Operand<?>... saved) {
      return new Forward(List.of(output), List.of(saved));
    }
  }

  /**
   * Computes the outputs.
   *
   * @param tf where the ops go
   * @param inputs the inputs
   * @return outputs, and what to keep
   */
  Forward forward(Ops tf, List<Operand<?>> inputs);

  /**
   * Carries gradients from the outputs to the inputs.
   *
   * @param tf where the ops go
   * @param saved what the forward pass kept, in its order
   * @param outputGradients one for each output, of its shape; zeros where nothing flows back
   * @return one for each input, of its shape; null for an input that has none
   */
  List<Operand<?>> backward(Ops tf, List<Operand<?>> saved, List<Operand<?>> outputGradients);

  /**
   * Runs the forward pass, and tells each tape that {@code tf} records on how to walk back.
   *
   * @param tf the ops of a tape, or any others
   * @param op the composite op
   * @param inputs its inputs
   * @return its outputs
   * @throws IllegalStateException when the forward pass reads a variable that the tape did not
   *     watch before, and whose gradient would be lost
   */
  static List<Operand<?>> call(Ops tf, CustomGradient op, List<? extends Operand<?>> inputs) {
    List<Operand<?>> given = List.copyOf(inputs);
    ExecutionEnvironment env = tf.scope().env();
    if (!(env instanceof TapeEnvironment innermost)) {
      return op.forward(tf, given).outputs();
    }
    List<ResourceVariable<? extends TType>> before = innermost.tape().variables();
    Forward forward = op.forward(tf, given);
    List<ResourceVariable<? extends TType>> read = new ArrayList<>(innermost.tape().variables());
    read.removeAll(before);
    if (!read.isEmpty()) {
      throw new IllegalStateException(
          read.get(0)
              + " is read inside a custom gradient, which could give it none; read it outside and"
              + " pass the value as an input");
    }
    Output<?>[] outputs = outputs(forward.outputs());
    // Outputs of their own, behind which no tape sees the ops of the forward pass.
    Operation identity =
        Ops.create(Environments.withoutTapes(env))
            .scope()
            .opBuilder("IdentityN", "CustomGradient")
            .addInputList(outputs)
            .build();
    for (ExecutionEnvironment at = env; at instanceof TapeEnvironment tape; at = tape.outer()) {
      if (tape.recording()) {
        tape.tape().record(op, outputs(given), outputs(forward.saved()), identity);
      }
    }
    List<Operand<?>> results = new ArrayList<>();
    for (int i = 0; i < outputs.length; i++) {
      results.add(identity.output(i));
    }
    return results;
  }

  /**
   * The same for one input and one output.
   *
   * @param tf the ops of a tape, or any others
   * @param op the composite op
   * @param input its input
   * @param <T> the type of input and output
   * @return its output
   */
  @SuppressWarnings("unchecked") // the caller says that the composite keeps the type
  static <T extends TType> Operand<T> call(Ops tf, CustomGradient op, Operand<T> input) {
    return (Operand<T>) call(tf, op, List.of(input)).get(0);
  }

  private static Output<?>[] outputs(List<Operand<?>> operands) {
    return operands.stream().map(Operand::asOutput).toArray(Output<?>[]::new);
  }
}
