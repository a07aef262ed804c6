package io.longtape.serving;

import io.longtape.initializers.Initializer;
import io.longtape.layers.Dense;
import io.longtape.layers.InputSpec;
import io.longtape.layers.MaskedTensor;
import io.longtape.layers.Pass;
import io.longtape.networks.Network;
import io.longtape.networks.Trace;
import io.longtape.weights.WeightSpec;
import io.longtape.weights.WeightValues;
import java.util.LinkedHashMap;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Sum;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;

/**
 * A small recurrent network with float64 input, whose served output is twice what a layer gives.
 */
final class Doubling implements Network {

  static final int UNITS = 4;

  @Override
  public Map<String, InputSpec> inputs() {
    return Map.of("x", new InputSpec(Shape.of(5, 2), TFloat64.class));
  }

  @Override
  public Map<String, MaskedTensor> call(Pass pass, Map<String, MaskedTensor> inputs) {
    Ops tf = pass.tf();
    Operand<TFloat32> x = narrow(tf, inputs.get("x"));
    Operand<TFloat32> state =
        tf.math.mul(
            tf.constant(new float[UNITS]),
            tf.sum(column(tf, x, 0), tf.constant(1), Sum.keepDims(true)));
    for (int step = 0; step < 5; step++) {
      state = cell(pass, column(tf, x, step), state);
    }
    return Map.of("y", doubled(pass, state));
  }

  /** One step at a time, the state fed and given. */
  static final class Step implements Network {

    @Override
    public Map<String, InputSpec> inputs() {
      Map<String, InputSpec> inputs = new LinkedHashMap<>();
      inputs.put("x", new InputSpec(Shape.of(2), TFloat64.class));
      inputs.put("state", InputSpec.floats(UNITS));
      return inputs;
    }

    @Override
    public Map<String, MaskedTensor> call(Pass pass, Map<String, MaskedTensor> inputs) {
      Operand<TFloat32> state =
          cell(pass, narrow(pass.tf(), inputs.get("x")), inputs.get("state").floats("state"));
      return Map.of("y", doubled(pass, state), "state", MaskedTensor.of(state));
    }
  }

  /** 2*4 + 4*4 + 4*3 + 3 = 39 weights, none of them zero. */
  static WeightValues weights() {
    return weights(new Doubling());
  }

  static WeightValues weights(Network network) {
    Map<String, WeightValues.Value> values = new LinkedHashMap<>();
    for (WeightSpec spec : Trace.of(network).weights()) {
      float[] data = new float[Math.toIntExact(spec.shape().size())];
      for (int i = 0; i < data.length; i++) {
        data[i] = (float) Math.sin(1 + values.size() + 3 * i) / 2;
      }
      values.put(spec.path(), new WeightValues.Value(spec.shape(), data));
    }
    return new WeightValues(values);
  }

  static double[] input(int batch) {
    double[] x = new double[batch * 10];
    for (int i = 0; i < x.length; i++) {
      x[i] = Math.sin(i);
    }
    return x;
  }

  private static MaskedTensor doubled(Pass pass, Operand<TFloat32> state) {
    Ops tf = pass.tf();
    Operand<TFloat32> y =
        Dense.of(3).call(pass.in("dense"), MaskedTensor.of(state)).floats("dense");
    return MaskedTensor.of(tf.dtypes.cast(tf.math.mul(y, tf.constant(2f)), TFloat64.class));
  }

  private static Operand<TFloat32> cell(Pass pass, Operand<TFloat32> x, Operand<TFloat32> state) {
    Pass cell = pass.in("cell");
    Ops tf = cell.tf();
    Initializer glorot = Initializer.glorotUniform();
    Operand<TFloat32> kernel = cell.weight(WeightSpec.of("kernel", Shape.of(2, UNITS), glorot));
    Operand<TFloat32> recurrent =
        cell.weight(WeightSpec.of("recurrent_kernel", Shape.of(UNITS, UNITS), glorot));
    return tf.math.tanh(
        tf.math.add(tf.linalg.matMul(x, kernel), tf.linalg.matMul(state, recurrent)));
  }

  private static Operand<TFloat32> narrow(Ops tf, MaskedTensor x) {
    return tf.dtypes.cast(x.tensor().asOutput().expect(TFloat64.class), TFloat32.class);
  }

  private static Operand<TFloat32> column(Ops tf, Operand<TFloat32> x, int step) {
    return tf.gather(x, tf.constant(step), tf.constant(1));
  }
}
