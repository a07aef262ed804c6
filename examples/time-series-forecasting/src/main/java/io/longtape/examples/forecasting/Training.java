package io.longtape.examples.forecasting;

import io.longtape.data.DataException;
import io.longtape.data.series.ChronologicalSplit;
import io.longtape.data.series.TimeSeries;
import io.longtape.data.series.Windows;
import io.longtape.layers.WeightValues;
import io.longtape.optimizers.Adam;
import io.longtape.serving.InferenceGraph;
import io.longtape.training.Examples;
import io.longtape.training.FitOptions;
import io.longtape.training.History;
import io.longtape.training.LearningRateSchedule;
import io.longtape.training.Trainer;
import io.longtape.training.TrainingException;
import io.longtape.training.TrainingListener;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** Trains a forecaster and calibrates its quantiles on the validation part. */
final class Training {

  private static final double CLIP_NORM = 1;

  /** What training gave: enough to run the forecaster or to save it. */
  record Result(ForecasterSchema schema, WeightValues weights, History history) {

    /** A graph of the network, which the caller closes. */
    InferenceGraph graph() {
      ForecastNetwork network = new ForecastNetwork(schema);
      return InferenceGraph.of(
          network.inputs(),
          (pass, inputs) -> network.serve(pass, inputs, schema.marginArray()),
          weights);
    }

    Forecaster forecaster() {
      return new Forecaster(schema, graph());
    }

    void save(Path directory) {
      try (InferenceGraph graph = graph()) {
        graph.save(directory, Map.of(ForecasterSchema.FILE, schema.toJson()));
      }
    }
  }

  private Training() {}

  static Result run(
      TimeSeries series,
      ForecasterSchema schema,
      ChronologicalSplit split,
      TrainingOptions options,
      TrainingListener listener) {
    Windows train = Windows.of(series, schema.windowSpec(), 0, split.trainEnd(), 1);
    Optional<Windows> validation =
        split.validation() < schema.horizon()
            ? Optional.empty()
            : Optional.of(
                Windows.of(
                    series, schema.windowSpec(), split.trainEnd(), split.validationEnd(), 1));
    ForecastNetwork network = new ForecastNetwork(schema);
    History history;
    WeightValues weights;
    try (Trainer trainer =
        Trainer.of(
            network,
            network.target(),
            schema.loss().create(schema.quantiles()),
            Adam.of(options.learningRate),
            OptionalDouble.of(CLIP_NORM),
            schema.seed())) {
      history =
          trainer.fit(
              new WindowExamples(train),
              validation.map(windows -> (Examples) new WindowExamples(windows)),
              FitOptions.of(options.epochs, options.batchSize)
                  .withPatience(options.patience)
                  .withSchedule(LearningRateSchedule.cosine())
                  .withListeners(listener));
      weights = trainer.weights();
    }
    Result raw = new Result(schema, weights, history);
    if (validation.isEmpty()) {
      requireFinite(raw, train);
      return raw;
    }
    if (schema.quantiles().isEmpty()) {
      return raw;
    }
    try (Forecaster forecaster = raw.forecaster()) {
      ForecasterSchema calibrated =
          schema.withMargins(Calibration.margins(forecaster, validation.get()));
      return new Result(calibrated, weights, history);
    }
  }

  /** Refuses parts that are too short, before anything is trained. */
  static void requireEnoughRows(
      TimeSeries series, ForecasterSchema schema, ChronologicalSplit split) {
    long lag = schema.windowSpec().largestLag();
    long needed = (long) schema.context() + schema.horizon() + lag;
    if (split.train() < needed) {
      throw new DataException(
          "%s has too few rows to train on: needed %d (context %d + horizon %d%s), the training part has %d of %d"
              .formatted(
                  series.source(),
                  needed,
                  schema.context(),
                  schema.horizon(),
                  lag == 0 ? "" : " + largest lag " + lag,
                  split.train(),
                  series.rows()));
    }
    if (split.validation() > 0 && split.validation() < schema.horizon()) {
      throw new DataException(
          "%s: the validation part of %d rows holds no window: needed %d (horizon), or 0 for none"
              .formatted(series.source(), split.validation(), schema.horizon()));
    }
    Calibration.requireEnoughRows(series, schema, split.validation());
  }

  /** Without a validation loss, the last update may have been one too far. */
  private static void requireFinite(Result result, Windows windows) {
    try (Forecaster forecaster = result.forecaster()) {
      double[] forecast = forecaster.forecast(windows, windows.count() - 1);
      if (!Arrays.stream(forecast).allMatch(Double::isFinite)) {
        throw new TrainingException(
            "the forecast is not finite after the last epoch: training has diverged; try a lower"
                + " learning rate");
      }
    }
  }
}
