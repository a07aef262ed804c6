package io.longtape.benchmarks;

import io.longtape.layers.Dense;
import io.longtape.layers.LSTM;
import io.longtape.layers.Pass;
import io.longtape.optimizers.Adam;
import io.longtape.serving.InferenceGraph;
import io.longtape.training.InputSpec;
import io.longtape.training.Network;
import io.longtape.training.Trainer;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalDouble;
import org.tensorflow.Operand;
import org.tensorflow.framework.losses.MeanSquaredError;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;

/**
 * A network of the births forecaster's size: 28 days of 13 columns, an LSTM of 64 units, and three
 * quantiles of seven days. 21,333 weights, which are drawn and not trained: it takes as long.
 */
final class SmallForecaster implements Network {

  static final String PAST = "past";
  static final String FORECAST = "forecast";
  static final int CONTEXT = 28;
  static final int COLUMNS = 13;
  static final int OUTPUTS = 7 * 3;
  private static final int UNITS = 64;
  private static final long SEED = 7;

  @Override
  public Map<String, InputSpec> inputs() {
    return Map.of(PAST, new InputSpec(Shape.of(CONTEXT, COLUMNS), TFloat64.class));
  }

  @Override
  public Operand<TFloat32> call(Pass pass, Map<String, Operand<?>> inputs) {
    Operand<TFloat64> past = inputs.get(PAST).asOutput().expect(TFloat64.class);
    Operand<TFloat32> narrow = pass.tf().dtypes.cast(past, TFloat32.class);
    Operand<TFloat32> memory = LSTM.of("lstm", UNITS).call(pass, narrow);
    return Dense.of("dense", OUTPUTS).call(pass, memory);
  }

  /** With Adam at 0.001 and gradients clipped at a norm of 1; the caller closes it. */
  Trainer trainer() {
    return Trainer.of(
        this,
        new InputSpec(Shape.of(OUTPUTS), TFloat64.class),
        new MeanSquaredError(),
        Adam.of(0.001),
        OptionalDouble.of(1),
        SEED);
  }

  /** Saves the network with its first weights. */
  void save(Path directory) {
    try (Trainer trainer = trainer();
        InferenceGraph graph = InferenceGraph.of(inputs(), this::serve, trainer.weights())) {
      graph.save(directory, Map.of());
    }
  }

  private Map<String, Operand<?>> serve(Pass pass, Map<String, Operand<?>> inputs) {
    return Map.of(FORECAST, pass.tf().dtypes.cast(call(pass, inputs), TFloat64.class));
  }

  /** Numbers between -1 and 1. */
  static double[] numbers(int count) {
    double[] numbers = new double[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = Math.sin(i);
    }
    return numbers;
  }
}
