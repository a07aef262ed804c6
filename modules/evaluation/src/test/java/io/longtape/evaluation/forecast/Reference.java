package io.longtape.evaluation.forecast;

import java.util.Arrays;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;

/**
 * The inputs of src/test/python/reference_metrics.py. The tests hold the numbers that it printed
 * with NumPy 2.4.6, scikit-learn 1.9.1 and statsmodels 0.15.0.
 */
final class Reference {
  static final Offset<Double> ROUNDING = Offset.offset(1e-12);
  static final double[] LEVELS = {0.1, 0.5, 0.9};

  static final double[] TRUTH = values(i -> 10 + 3 * Math.sin(i) + i % 5);
  static final double[] FORECAST = values(i -> 11 + 2 * Math.cos(0.7 * i) + i % 3);
  static final double[] LOWER = values(i -> FORECAST[i] - 2 - i % 4 / 2.0);
  static final double[] UPPER = values(i -> FORECAST[i] + 1.5 + i % 3);

  private static final int HORIZON = 5;

  private Reference() {}

  /** The same values as 8 origins of 5 steps. */
  static Forecasts forecasts() {
    int[] origins = {0, 5, 10, 15, 20, 25, 30, 35};
    return Forecasts.of(origins, rows(TRUTH), rows(FORECAST));
  }

  static Forecasts quantileForecasts() {
    return forecasts()
        .withQuantiles(LEVELS, new double[][][] {rows(LOWER), rows(FORECAST), rows(UPPER)});
  }

  private static double[] values(IntToDoubleFunction formula) {
    return IntStream.range(0, 40).mapToDouble(formula).toArray();
  }

  private static double[][] rows(double[] flat) {
    return IntStream.range(0, flat.length / HORIZON)
        .mapToObj(row -> Arrays.copyOfRange(flat, row * HORIZON, (row + 1) * HORIZON))
        .toArray(double[][]::new);
  }
}
