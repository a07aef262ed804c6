package io.longtape.benchmarks;

import io.longtape.layers.Dense;
import io.longtape.layers.InputSpec;
import io.longtape.layers.MaskedTensor;
import io.longtape.layers.Pass;
import io.longtape.layers.recurrent.LSTM;
import io.longtape.losses.MeanSquaredError;
import io.longtape.models.CompileOptions;
import io.longtape.models.Model;
import io.longtape.networks.Network;
import io.longtape.optimizers.Adam;
import io.longtape.optimizers.Clipping;
import io.longtape.serving.ExportArchive;
import io.longtape.serving.Servable;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
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
  public Map<String, MaskedTensor> call(Pass pass, Map<String, MaskedTensor> inputs) {
    MaskedTensor past =
        MaskedTensor.of(
            pass.tf()
                .dtypes
                .cast(inputs.get(PAST).tensor().asOutput().expect(TFloat64.class), TFloat32.class));
    MaskedTensor memory = LSTM.of(UNITS).call(pass.in("lstm"), List.of(past)).get(0);
    return Map.of(FORECAST, Dense.of(OUTPUTS).call(pass.in("dense"), memory));
  }

  /** With Adam at 0.001 and gradients clipped at a norm of 1; the caller closes it. */
  Model model() {
    Model model = Model.of(this, SEED);
    model.compile(
        CompileOptions.of(
            Adam.of(0.001).withClipping(Clipping.byGlobalNorm(1)), MeanSquaredError.of()));
    return model;
  }

  /** Saves the network with its first weights. */
  void save(Path directory) {
    try (Model model = Model.of(this, SEED)) {
      ExportArchive.of(model.weights())
          .withEndpoint(Servable.SIGNATURE, inputs(), this::serve)
          .writeOut(directory);
    }
  }

  private Map<String, MaskedTensor> serve(Pass pass, Map<String, MaskedTensor> inputs) {
    MaskedTensor forecast = call(pass, inputs).get(FORECAST);
    return Map.of(
        FORECAST,
        MaskedTensor.of(pass.tf().dtypes.cast(forecast.floats(FORECAST), TFloat64.class)));
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
