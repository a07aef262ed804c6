package io.longtape.serving;

import io.longtape.layers.Dense;
import io.longtape.layers.LSTM;
import io.longtape.layers.Pass;
import io.longtape.layers.WeightValues;
import io.longtape.optimizers.Adam;
import io.longtape.training.Examples;
import io.longtape.training.FitOptions;
import io.longtape.training.InputSpec;
import io.longtape.training.Network;
import io.longtape.training.Trainer;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.tensorflow.Operand;
import org.tensorflow.framework.losses.MeanSquaredError;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;

/** A small LSTM with float64 input, whose served output is twice what it was trained to give. */
final class Doubling {

  static final Map<String, InputSpec> INPUTS =
      Map.of("x", new InputSpec(Shape.of(5, 2), TFloat64.class));

  private Doubling() {}

  static Operand<TFloat32> network(Pass pass, Map<String, Operand<?>> inputs) {
    Operand<TFloat32> x =
        pass.tf().dtypes.cast(inputs.get("x").asOutput().expect(TFloat64.class), TFloat32.class);
    return Dense.of("dense", 3).call(pass, LSTM.of("lstm", 4).call(pass, x));
  }

  static Map<String, Operand<?>> serving(Pass pass, Map<String, Operand<?>> inputs) {
    Operand<TFloat32> twice = pass.tf().math.mul(network(pass, inputs), pass.tf().constant(2f));
    return Map.of("y", pass.tf().dtypes.cast(twice, TFloat64.class));
  }

  /** Weights after one step, so that no bias is zero. */
  static WeightValues weights() {
    Network network =
        new Network() {
          @Override
          public Map<String, InputSpec> inputs() {
            return INPUTS;
          }

          @Override
          public Operand<TFloat32> call(Pass pass, Map<String, Operand<?>> inputs) {
            return network(pass, inputs);
          }
        };
    Examples examples =
        new Examples() {
          @Override
          public int size() {
            return 4;
          }

          @Override
          public void write(int example, String tensor, double[] destination, int offset) {
            int length = tensor.equals(Examples.TARGET) ? 3 : 10;
            for (int i = 0; i < length; i++) {
              destination[offset + i] = Math.cos(example + i);
            }
          }
        };
    try (Trainer trainer =
        Trainer.of(
            network,
            new InputSpec(Shape.of(3), TFloat32.class),
            new MeanSquaredError(),
            Adam.of(0.1),
            OptionalDouble.empty(),
            5)) {
      trainer.fit(examples, Optional.empty(), FitOptions.of(1, 4));
      return trainer.weights();
    }
  }

  static double[] input(int batch) {
    double[] x = new double[batch * 10];
    for (int i = 0; i < x.length; i++) {
      x[i] = Math.sin(i);
    }
    return x;
  }
}
