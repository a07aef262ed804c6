package io.longtape.layers.recurrent;

import io.longtape.layers.MaskedTensor;
import io.longtape.layers.Pass;
import io.longtape.weights.WeightSpec;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * The states before the first step.
 *
 * @param states each {@code [batch, units]}
 * @param zeros whether they are known to be zeros
 */
record InitialStates(List<Operand<TFloat32>> states, boolean zeros) {

  /**
   * Those that were given, else those that the layer kept, else zeros.
   *
   * @param x {@code [time, batch, features]}
   */
  static InitialStates of(
      Recurrent<?> layer, Pass pass, Operand<TFloat32> x, List<MaskedTensor> given) {
    long batch = x.shape().get(1);
    if (layer.stateful && batch == Shape.UNKNOWN_SIZE) {
      throw new IllegalArgumentException(
          "layer '%s' keeps its states from batch to batch and needs to know the size of a batch; give the input a batch size"
              .formatted(pass.path()));
    }
    if (!given.isEmpty()) {
      return new InitialStates(
          given.stream().map(state -> checked(layer, pass, batch, state)).toList(), false);
    }
    if (layer.stateful) {
      return new InitialStates(variables(layer, batch).stream().map(pass::weight).toList(), false);
    }
    Ops tf = pass.tf();
    Operand<TFloat32> zeros = Sizes.filled(tf, Sizes.of(tf, x, 1), layer.units, tf.constant(0f));
    return new InitialStates(Collections.nCopies(layer.cell().states(), zeros), true);
  }

  /** Writes the states after the last step, where the layer keeps them. */
  static void keep(
      Recurrent<?> layer, Pass pass, Operand<TFloat32> x, List<Operand<TFloat32>> states) {
    if (layer.stateful) {
      List<WeightSpec> variables = variables(layer, x.shape().get(1));
      for (int i = 0; i < states.size(); i++) {
        pass.assign(variables.get(i), states.get(i));
      }
    }
  }

  /** Keras calls each of them {@code rnn_state}; here names differ. */
  private static List<WeightSpec> variables(Recurrent<?> layer, long batch) {
    Shape shape = Shape.of(batch, layer.units);
    List<WeightSpec> variables = new ArrayList<>();
    for (int i = 0; i < layer.cell().states(); i++) {
      variables.add(WeightSpec.state(i == 0 ? "rnn_state" : "rnn_state_" + i, shape));
    }
    return variables;
  }

  private static Operand<TFloat32> checked(
      Recurrent<?> layer, Pass pass, long batch, MaskedTensor state) {
    Operand<TFloat32> tensor = state.floats(pass.path());
    Shape shape = tensor.shape();
    Shape expected = Shape.of(batch, layer.units);
    if (shape.isUnknown() || !expected.isCompatibleWith(shape)) {
      throw new IllegalArgumentException(
          "layer '%s' expects an initial state [batch, units] of shape %s, but got %s"
              .formatted(pass.path(), expected, shape));
    }
    return tensor;
  }
}
