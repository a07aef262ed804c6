package io.longtape.examples.forecasting;

import io.longtape.data.DataException;
import io.longtape.data.series.TimeSeries;
import io.longtape.data.series.Windows;
import io.longtape.evaluation.forecast.ConformalInterval;
import io.longtape.evaluation.forecast.Forecasts;
import io.longtape.layers.ReversibleInstanceNormalization;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * Widens or narrows each pair of symmetric quantiles until it covers on the validation part what it
 * says: conformalized quantile regression (Romano et al. 2019), with errors in units of each
 * window's own spread, as the network's outputs are.
 */
final class Calibration {

  private Calibration() {}

  /** Refuses a validation part that is too short to tell how often the widest interval holds. */
  static void requireEnoughRows(TimeSeries series, ForecasterSchema schema, int validation) {
    List<Double> levels = schema.quantiles();
    int windows = validation - schema.horizon() + 1;
    OptionalInt widest =
        IntStream.range(0, levels.size() / 2).filter(low -> symmetric(levels, low)).findFirst();
    if (windows < 1 || widest.isEmpty()) {
      return;
    }
    double lower = levels.get(widest.getAsInt());
    double upper = levels.get(levels.size() - 1 - widest.getAsInt());
    long values = (long) Math.ceil((upper - lower) / (lower + 1 - upper) - 1e-9);
    long perWindow = (long) schema.horizon() * schema.targets().size();
    if (windows * perWindow < values) {
      throw new DataException(
          "%s: %d validation rows are too few to calibrate the quantiles %s and %s: needed %d, or 0 to leave them as trained"
              .formatted(
                  series.source(),
                  validation,
                  lower,
                  upper,
                  schema.horizon() - 1 + (values + perWindow - 1) / perWindow));
    }
  }

  /** A margin for each quantile level, to be added to the network's output. */
  static List<Double> margins(Forecaster forecaster, Windows validation) {
    List<Double> levels = forecaster.schema().quantiles();
    List<Double> margins = new ArrayList<>(Collections.nCopies(forecaster.schema().outputs(), 0.0));
    List<Forecasts> forecasts = forecaster.forecasts(validation);
    double[][] spreads = spreads(forecaster.schema(), validation);
    for (int low = 0; low < levels.size() / 2; low++) {
      int high = levels.size() - 1 - low;
      double coverage = levels.get(high) - levels.get(low);
      if (!symmetric(levels, low)) {
        continue;
      }
      double margin = fit(forecasts, spreads, low, high, coverage);
      margins.set(low, -margin);
      margins.set(high, margin);
    }
    return margins;
  }

  private static boolean symmetric(List<Double> levels, int low) {
    return Math.abs(levels.get(low) + levels.get(levels.size() - 1 - low) - 1) <= 1e-9;
  }

  private static double fit(
      List<Forecasts> forecasts, double[][] spreads, int low, int high, double coverage) {
    int windows = forecasts.get(0).count();
    int horizon = forecasts.get(0).horizon();
    int size = forecasts.size() * windows * horizon;
    double[] truth = new double[size];
    double[] lower = new double[size];
    double[] upper = new double[size];
    int at = 0;
    for (int target = 0; target < forecasts.size(); target++) {
      double[][] truths = forecasts.get(target).truth();
      double[][][] quantiles = forecasts.get(target).quantiles();
      for (int window = 0; window < windows; window++) {
        double spread = spreads[target][window];
        for (int step = 0; step < horizon; step++) {
          truth[at] = truths[window][step] / spread;
          lower[at] = quantiles[low][window][step] / spread;
          upper[at++] = quantiles[high][window][step] / spread;
        }
      }
    }
    return ConformalInterval.fit(truth, lower, upper, coverage).margin();
  }

  /** The population standard deviation of each target in each window's context. */
  private static double[][] spreads(ForecasterSchema schema, Windows windows) {
    int targets = schema.targets().size();
    double[][] spreads = new double[targets][windows.count()];
    double[] past = new double[schema.context() * windows.pastWidth()];
    for (int window = 0; window < windows.count(); window++) {
      windows.past(window, past, 0);
      for (int target = 0; target < targets; target++) {
        double scale = schema.scalingOf(schema.targets().get(target)).scale();
        double mean = 0;
        for (int row = 0; row < schema.context(); row++) {
          mean += past[row * windows.pastWidth() + target] / schema.context();
        }
        double variance = 0;
        for (int row = 0; row < schema.context(); row++) {
          double z = (past[row * windows.pastWidth() + target] - mean) / scale;
          variance += z * z / schema.context();
        }
        spreads[target][window] =
            scale * Math.sqrt(variance + ReversibleInstanceNormalization.EPSILON);
      }
    }
    return spreads;
  }
}
