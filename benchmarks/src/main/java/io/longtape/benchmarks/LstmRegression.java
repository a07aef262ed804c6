package io.longtape.benchmarks;

import io.longtape.autodiff.GradientTape;
import io.longtape.autodiff.ResourceVariable;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.ExecutionEnvironment;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * An LSTM of 128 units over 20 steps of 64 features, a dense layer with one output, mean squared
 * error and Adam, op by op. Whether its training step runs eagerly or becomes a graph is up to the
 * environment alone. {@code tape_step.py} is the same in Python, with the same first weights.
 */
final class LstmRegression implements AutoCloseable {

  static final int STEPS = 20;
  static final int BATCH = 32;
  static final int FEATURES = 64;
  private static final int UNITS = 128;

  private static final double WEIGHT = 0.1;

  private final List<ResourceVariable<TFloat32>> weights = new ArrayList<>();
  private final AdamUpdate adam;

  private LstmRegression(ExecutionEnvironment env) {
    weight(env, "kernel", FEATURES, 4 * UNITS);
    weight(env, "recurrent_kernel", UNITS, 4 * UNITS);
    weight(env, "bias", 4 * UNITS);
    weight(env, "dense_kernel", UNITS, 1);
    weight(env, "dense_bias", 1);
    adam = AdamUpdate.of(env, weights);
  }

  /** In an eager session or a graph; the caller closes it. */
  static LstmRegression of(ExecutionEnvironment env) {
    return new LstmRegression(env);
  }

  private void weight(ExecutionEnvironment env, String name, long... shape) {
    Ops tf = Ops.create(env);
    Ops first = env.isGraph() ? tf.withInitScope() : tf;
    try (TFloat32 values = numbers(WEIGHT, weights.size(), shape)) {
      weights.add(ResourceVariable.of(env, name, first.constantOf(values)));
    }
  }

  /** The loss of a batch, and its gradient by each weight. */
  record Gradients(Operand<TFloat32> loss, List<Operand<TFloat32>> ofWeights) {}

  /** Forward and backward: computed at once, or added to the graph. */
  Gradients differentiate(
      ExecutionEnvironment env, Operand<TFloat32> features, Operand<TFloat32> targets) {
    try (GradientTape tape = GradientTape.of(env)) {
      Ops tf = tape.ops();
      Operand<TFloat32> loss = loss(tf, read(tf), features, targets);
      return new Gradients(loss, tape.gradient(loss, weights));
    }
  }

  /** One step of Adam. */
  List<Op> update(Ops tf, List<Operand<TFloat32>> gradients) {
    return adam.apply(tf, weights, gradients);
  }

  List<Operand<TFloat32>> read(Ops tf) {
    List<Operand<TFloat32>> values = new ArrayList<>();
    weights.forEach(weight -> values.add(weight.read(tf)));
    return values;
  }

  /**
   * The mean squared error.
   *
   * @param features {@code [time * batch, features]}, time by time
   * @param targets {@code [batch, 1]}
   */
  Operand<TFloat32> loss(
      Ops tf,
      List<Operand<TFloat32>> values,
      Operand<TFloat32> features,
      Operand<TFloat32> targets) {
    Operand<TInt32> first = tf.constant(0);
    Operand<TInt32> second = tf.constant(1);
    Operand<TFloat32> recurrent = values.get(1);
    Operand<TFloat32> projected =
        tf.nn.biasAdd(tf.linalg.matMul(features, values.get(0)), values.get(2));
    Operand<TFloat32> hidden = null;
    Operand<TFloat32> cell = null;
    for (Output<TFloat32> step : tf.split(first, projected, (long) STEPS).output()) {
      Operand<TFloat32> z =
          hidden == null ? step : tf.math.add(step, tf.linalg.matMul(hidden, recurrent));
      List<Output<TFloat32>> gates = tf.split(second, z, 4L).output();
      Operand<TFloat32> fresh =
          tf.math.mul(tf.math.sigmoid(gates.get(0)), tf.math.tanh(gates.get(2)));
      cell =
          cell == null
              ? fresh
              : tf.math.add(tf.math.mul(tf.math.sigmoid(gates.get(1)), cell), fresh);
      hidden = tf.math.mul(tf.math.sigmoid(gates.get(3)), tf.math.tanh(cell));
    }
    Operand<TFloat32> output =
        tf.nn.biasAdd(tf.linalg.matMul(hidden, values.get(3)), values.get(4));
    return tf.math.mean(tf.math.squaredDifference(output, targets), tf.constant(new int[] {0, 1}));
  }

  /** What {@link #loss} takes as features; the caller closes it. */
  static TFloat32 features() {
    return numbers(1, 0.5, STEPS * BATCH, FEATURES);
  }

  /** What {@link #loss} takes as targets; the caller closes it. */
  static TFloat32 targets() {
    return numbers(1, 0.25, BATCH, 1);
  }

  /** Numbers that any language computes alike. */
  private static TFloat32 numbers(double scale, double phase, long... shape) {
    Shape of = Shape.of(shape);
    float[] numbers = new float[Math.toIntExact(of.size())];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = (float) (scale * Math.sin(1.7 * i + phase));
    }
    return TFloat32.tensorOf(of, DataBuffers.of(numbers, true, false));
  }

  /** Frees the weights of an eager session; a graph's go with their session. */
  @Override
  public void close() {
    weights.forEach(ResourceVariable::close);
    adam.close();
  }
}
