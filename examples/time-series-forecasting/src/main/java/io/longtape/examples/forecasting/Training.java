package io.longtape.examples.forecasting;

import io.longtape.callbacks.Callback;
import io.longtape.callbacks.EarlyStopping;
import io.longtape.data.DataException;
import io.longtape.data.series.ChronologicalSplit;
import io.longtape.data.series.TimeSeries;
import io.longtape.data.series.Windows;
import io.longtape.models.CompileOptions;
import io.longtape.models.FitOptions;
import io.longtape.models.History;
import io.longtape.models.Model;
import io.longtape.models.TrainingException;
import io.longtape.optimizers.Adam;
import io.longtape.optimizers.Clipping;
import io.longtape.optimizers.Optimizer;
import io.longtape.optimizers.schedules.CosineDecay;
import io.longtape.serving.ExportArchive;
import io.longtape.serving.Servable;
import io.longtape.weights.WeightValues;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/** Trains a forecaster and calibrates its quantiles on the validation part. */
final class Training {

  private static final double CLIP_NORM = 1;

  /**
   * What training gave: enough to run the forecaster or to save it. The best epoch is the one whose
   * weights were kept.
   */
  record Result(ForecasterSchema schema, WeightValues weights, History history, int bestEpoch) {

    Forecaster forecaster() {
      return new Forecaster(schema, archive().build());
    }

    void save(Path directory) {
      archive().withExtra(ForecasterSchema.FILE, schema.toJson()).writeOut(directory);
    }

    private ExportArchive archive() {
      ForecastNetwork network = new ForecastNetwork(schema);
      return ExportArchive.of(weights)
          .withEndpoint(
              Servable.SIGNATURE,
              network.inputs(),
              (pass, inputs) -> network.serve(pass, inputs, schema.marginArray()));
    }
  }

  private Training() {}

  static Result run(
      TimeSeries series,
      ForecasterSchema schema,
      ChronologicalSplit split,
      TrainingOptions options,
      Callback listener) {
    Windows train = Windows.of(series, schema.windowSpec(), 0, split.trainEnd(), 1);
    Optional<Windows> validation =
        split.validation() < schema.horizon()
            ? Optional.empty()
            : Optional.of(
                Windows.of(
                    series, schema.windowSpec(), split.trainEnd(), split.validationEnd(), 1));
    ForecastNetwork network = new ForecastNetwork(schema);
    Result raw;
    try (Model model = Model.of(network, schema.seed())) {
      model.compile(
          CompileOptions.of(
              optimizer(options, train.count()), schema.loss().create(schema.quantiles())));
      FitOptions fit = FitOptions.of(options.epochs).withBatchSize(options.batchSize);
      EarlyStopping stopping =
          EarlyStopping.create().withPatience(options.patience).withRestoreBestWeights(true);
      fit =
          validation.isPresent()
              ? fit.withValidation(new WindowExamples(validation.get()))
                  .withCallbacks(stopping, listener)
              : fit.withCallbacks(listener);
      History history = model.fit(new WindowExamples(train), fit);
      int best = stopping.bestEpoch().orElse(history.epochs().size());
      raw = new Result(schema, model.weights(), history, best);
    }
    requireFinite(raw, train);
    if (validation.isEmpty() || schema.quantiles().isEmpty()) {
      return raw;
    }
    try (Forecaster forecaster = raw.forecaster()) {
      ForecasterSchema calibrated =
          schema.withMargins(Calibration.margins(forecaster, validation.get()));
      return new Result(calibrated, raw.weights, raw.history, raw.bestEpoch);
    }
  }

  /** Adam along half a cosine, from the rate that was chosen to zero after the last epoch. */
  private static Optimizer optimizer(TrainingOptions options, int examples) {
    long stepsPerEpoch = (examples + options.batchSize - 1L) / options.batchSize;
    return Adam.of(CosineDecay.of(options.learningRate, stepsPerEpoch * options.epochs))
        .withClipping(Clipping.byGlobalNorm(CLIP_NORM));
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

  /** The last update may have been one too far. */
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
