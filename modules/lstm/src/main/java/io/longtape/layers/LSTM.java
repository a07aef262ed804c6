package io.longtape.layers;

import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Stack;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * A long short-term memory layer (Hochreiter and Schmidhuber 1997, with the forget gate of Gers et
 * al. 2000), as {@code keras.layers.LSTM} with its defaults and its gate order i, f, c, o:
 *
 * <pre>
 *   i, f, g, o = split(x_t . kernel + h . recurrent_kernel + bias)
 *   c_t = sigmoid(f) * c + sigmoid(i) * tanh(g)
 *   h_t = sigmoid(o) * tanh(c_t)
 * </pre>
 *
 * <p>Input {@code [batch, time, features]} with a known number of time steps; output {@code [batch,
 * units]}, or {@code [batch, time, units]} with {@link #withReturnSequences}. State starts at zero.
 * Weights, under {@code NAME/lstm_cell}: {@code kernel [features, 4 * units]} (Glorot uniform),
 * {@code recurrent_kernel [units, 4 * units]} (orthogonal), {@code bias [4 * units]} (ones for the
 * forget gate, zeros elsewhere).
 */
public final class LSTM implements Layer {

  private final String name;
  private final int units;
  private final boolean returnSequences;

  private LSTM(String name, int units, boolean returnSequences) {
    this.name = name;
    this.units = units;
    this.returnSequences = returnSequences;
  }

  /**
   * A layer that gives its last output.
   *
   * @param name the layer's name, which its weights carry
   * @param units the size of state and output, at least 1
   * @return the layer
   * @throws IllegalArgumentException when {@code units} is below 1
   */
  public static LSTM of(String name, int units) {
    return new LSTM(name, Shapes.atLeastOne(name, "units", units), false);
  }

  /**
   * The same layer with the outputs of all steps.
   *
   * @return the layer
   */
  public LSTM withReturnSequences() {
    return new LSTM(name, units, true);
  }

  @Override
  public Operand<TFloat32> call(Pass pass, Operand<TFloat32> inputs) {
    long features = Shapes.features(name, inputs.shape(), 3);
    int steps = steps(inputs.shape());
    Pass mine = pass.in(name).in("lstm_cell");
    Ops tf = mine.tf();
    Weights weights = mine.weights();
    Operand<TFloat32> kernel =
        weights.weight("kernel", Shape.of(features, 4L * units), WeightInitializer.glorotUniform());
    Operand<TFloat32> recurrent =
        weights.weight(
            "recurrent_kernel", Shape.of(units, 4L * units), WeightInitializer.orthogonal());
    Operand<TFloat32> bias =
        weights.weight("bias", Shape.of(4L * units), WeightInitializer.unitForgetBias());

    List<Operand<TFloat32>> outputs = new ArrayList<>(steps);
    State state = zeros(tf, inputs);
    for (Operand<TFloat32> projected : project(tf, inputs, kernel, bias, steps, features)) {
      state = step(tf, projected, state, recurrent);
      outputs.add(state.h);
    }
    return returnSequences ? tf.stack(outputs, Stack.axis(1L)) : outputs.get(steps - 1);
  }

  /** The input's share of the gates of all steps in one product, then one [batch, 4u] a step. */
  private List<? extends Operand<TFloat32>> project(
      Ops tf,
      Operand<TFloat32> inputs,
      Operand<TFloat32> kernel,
      Operand<TFloat32> bias,
      int steps,
      long features) {
    Operand<TFloat32> timeMajor = tf.linalg.transpose(inputs, tf.constant(new int[] {1, 0, 2}));
    Operand<TFloat32> rows = tf.reshape(timeMajor, tf.constant(new long[] {-1, features}));
    Operand<TFloat32> gates = tf.math.add(tf.linalg.matMul(rows, kernel), bias);
    Operand<TFloat32> bySteps = tf.reshape(gates, tf.constant(new long[] {steps, -1, 4L * units}));
    return tf.unstack(bySteps, (long) steps).output();
  }

  private record State(Operand<TFloat32> h, Operand<TFloat32> c) {}

  private State zeros(Ops tf, Operand<TFloat32> inputs) {
    Operand<TInt32> batch = tf.shape.size(tf.shape(inputs), tf.constant(0));
    Operand<TFloat32> zeros =
        tf.fill(tf.concat(List.of(batch, tf.array(units)), tf.constant(0)), tf.constant(0f));
    return new State(zeros, zeros);
  }

  private static State step(
      Ops tf, Operand<TFloat32> projected, State before, Operand<TFloat32> recurrent) {
    Operand<TFloat32> z = tf.math.add(projected, tf.linalg.matMul(before.h, recurrent));
    List<? extends Operand<TFloat32>> gates = tf.split(tf.constant(1), z, 4L).output();
    Operand<TFloat32> kept = tf.math.mul(tf.math.sigmoid(gates.get(1)), before.c);
    Operand<TFloat32> fresh =
        tf.math.mul(tf.math.sigmoid(gates.get(0)), tf.math.tanh(gates.get(2)));
    Operand<TFloat32> c = tf.math.add(kept, fresh);
    return new State(tf.math.mul(tf.math.sigmoid(gates.get(3)), tf.math.tanh(c)), c);
  }

  private int steps(Shape shape) {
    long steps = shape.get(1);
    if (steps < 1) {
      throw new IllegalArgumentException(
          "layer '"
              + name
              + "' expects [batch, time, features] with a known number of at least one time step,"
              + " but got "
              + shape);
    }
    return Math.toIntExact(steps);
  }
}
