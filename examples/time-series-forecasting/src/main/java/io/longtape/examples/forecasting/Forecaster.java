package io.longtape.examples.forecasting;

import io.longtape.data.series.Windows;
import io.longtape.evaluation.forecast.Forecasts;
import io.longtape.serving.ModelException;
import io.longtape.serving.SavedModel;
import io.longtape.serving.Servable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.ndarray.Shape;

/** A trained network together with its schema. Owns native memory; close it. */
final class Forecaster implements AutoCloseable {

  private static final int BATCH = 256;

  private final ForecasterSchema schema;
  private final Servable servable;

  Forecaster(ForecasterSchema schema, Servable servable) {
    this.schema = schema;
    this.servable = servable;
  }

  static Forecaster load(Path model) {
    ForecasterSchema schema = ForecasterSchema.load(model);
    SavedModel servable = SavedModel.load(model);
    try {
      requireSameInputs(model, schema, servable);
    } catch (RuntimeException e) {
      servable.close();
      throw e;
    }
    return new Forecaster(schema, servable);
  }

  ForecasterSchema schema() {
    return schema;
  }

  /** The forecast {@code [horizon, targets, outputs]} of one window. */
  double[] forecast(Windows windows, int window) {
    return batch(windows, window, 1);
  }

  /** The forecasts of all windows, one for each target. */
  List<Forecasts> forecasts(Windows windows) {
    int count = windows.count();
    int horizon = schema.horizon();
    int targets = schema.targets().size();
    int outputs = schema.outputs();
    double[][][][] quantiles = new double[targets][outputs][count][horizon];
    double[][][] truth = new double[targets][count][horizon];
    int[] origins = new int[count];
    double[] target = new double[horizon * targets];
    for (int from = 0; from < count; from += BATCH) {
      int size = Math.min(BATCH, count - from);
      double[] flat = batch(windows, from, size);
      int at = 0;
      for (int window = from; window < from + size; window++) {
        origins[window] = windows.origin(window);
        windows.target(window, target, 0);
        for (int step = 0; step < horizon; step++) {
          for (int t = 0; t < targets; t++) {
            truth[t][window][step] = target[step * targets + t];
            for (int q = 0; q < outputs; q++) {
              quantiles[t][q][window][step] = flat[at++];
            }
          }
        }
      }
    }
    List<Forecasts> forecasts = new ArrayList<>();
    for (int t = 0; t < targets; t++) {
      Forecasts point = Forecasts.of(origins, truth[t], quantiles[t][middle()]);
      forecasts.add(
          schema.quantiles().isEmpty()
              ? point
              : point.withQuantiles(
                  schema.quantiles().stream().mapToDouble(Double::doubleValue).toArray(),
                  quantiles[t]));
    }
    return forecasts;
  }

  /** The output that counts as the point forecast: the level nearest the median. */
  int middle() {
    int best = 0;
    for (int q = 1; q < schema.quantiles().size(); q++) {
      if (Math.abs(schema.quantiles().get(q) - 0.5)
          < Math.abs(schema.quantiles().get(best) - 0.5)) {
        best = q;
      }
    }
    return best;
  }

  @Override
  public void close() {
    servable.close();
  }

  private static void requireSameInputs(Path model, ForecasterSchema schema, Servable servable) {
    new ForecastNetwork(schema)
        .inputs()
        .forEach(
            (name, spec) -> {
              Shape found;
              try {
                found = servable.inputShape(name);
              } catch (IllegalArgumentException e) {
                throw new ModelException("the model in " + model + ": " + e.getMessage(), e);
              }
              if (!found.equals(spec.shape())) {
                throw new ModelException(
                    "the model in %s reads '%s' as %s; by its schema %s it should be %s"
                        .formatted(model, name, found, ForecasterSchema.FILE, spec.shape()));
              }
            });
  }

  private double[] batch(Windows windows, int from, int size) {
    int past = schema.context() * windows.pastWidth();
    int future = schema.horizon() * windows.futureWidth();
    Map<String, double[]> inputs = new HashMap<>();
    double[] pasts = new double[size * past];
    inputs.put(ForecastNetwork.PAST, pasts);
    double[] futures = new double[size * future];
    if (future > 0) {
      inputs.put(ForecastNetwork.FUTURE, futures);
    }
    for (int i = 0; i < size; i++) {
      windows.past(from + i, pasts, i * past);
      windows.future(from + i, futures, i * future);
    }
    return servable.call(inputs, size, ForecastNetwork.FORECAST);
  }
}
