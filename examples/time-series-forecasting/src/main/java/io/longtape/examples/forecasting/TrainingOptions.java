package io.longtape.examples.forecasting;

import io.longtape.data.series.TimeSeries;
import io.longtape.data.table.Table;
import io.longtape.scenario.cli.UsageException;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** What is forecast, from what, and how the network is trained. */
final class TrainingOptions {

  @Option(
      names = "--target",
      paramLabel = "NAME",
      split = ",",
      description = "Column or columns to forecast. Default: the last column of numbers.")
  List<String> targets = List.of();

  @Option(
      names = "--covariates",
      paramLabel = "NAME",
      split = ",",
      description = "Columns that are known up to the forecast origin.")
  List<String> covariates = List.of();

  @Option(
      names = "--future-covariates",
      paramLabel = "NAME",
      split = ",",
      description = "Columns that are known over the horizon as well, such as planned prices.")
  List<String> futureCovariates = List.of();

  @Option(
      names = "--horizon",
      paramLabel = "ROWS",
      description = "Rows to forecast. Default: one season (7 for days, 24 for hours).")
  Integer horizon;

  @Option(
      names = "--context",
      paramLabel = "ROWS",
      description = "Rows that the network reads. Default: four seasons.")
  Integer context;

  @Option(
      names = "--season",
      paramLabel = "ROWS",
      description = "Rows of a season, 1 for none. Default: by the step (7 for days).")
  Integer season;

  @Option(
      names = "--lags",
      paramLabel = "ROWS",
      split = ",",
      description =
          "Adds the target so many rows before each row; 0 for none. Default: the rows of a year"
              + " (364 for days), where the training part holds at least four.")
  List<Integer> lags;

  @Option(
      names = "--loss",
      paramLabel = "NAME",
      defaultValue = "pinball",
      description = "pinball (quantiles), or mae, mse, huber (a point). Default: ${DEFAULT-VALUE}")
  ForecastLoss loss;

  @Option(
      names = "--quantiles",
      paramLabel = "LEVEL",
      split = ",",
      defaultValue = "0.1,0.5,0.9",
      description =
          "Levels for the pinball loss, ascending, 0.5 among them. Default: ${DEFAULT-VALUE}")
  List<Double> quantiles;

  @Option(
      names = "--units",
      paramLabel = "N",
      defaultValue = "64",
      description = "Units of each LSTM layer. Default: ${DEFAULT-VALUE}")
  int units;

  @Option(
      names = "--layers",
      paramLabel = "N",
      defaultValue = "1",
      description = "LSTM layers. Default: ${DEFAULT-VALUE}")
  int layers;

  @Option(
      names = "--epochs",
      paramLabel = "N",
      defaultValue = "15",
      description = "The most epochs to train. Default: ${DEFAULT-VALUE}")
  int epochs;

  @Option(
      names = "--patience",
      paramLabel = "N",
      defaultValue = "5",
      description =
          "Epochs without a lower validation loss before it stops. Default: ${DEFAULT-VALUE}")
  int patience;

  @Option(
      names = "--batch-size",
      paramLabel = "N",
      defaultValue = "64",
      description = "Windows in a training step. Default: ${DEFAULT-VALUE}")
  int batchSize;

  @Option(
      names = "--learning-rate",
      paramLabel = "RATE",
      defaultValue = "0.003",
      description =
          "Adam's rate at the start; it falls to 0 along a cosine. Default: ${DEFAULT-VALUE}")
  double learningRate;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Decides everything that is drawn. Default: ${DEFAULT-VALUE}")
  long seed;

  /** Refuses numbers that cannot be, in terms of the command line. */
  void check() {
    atLeastOne("--horizon", horizon);
    atLeastOne("--context", context);
    atLeastOne("--season", season);
    atLeastOne("--units", units);
    atLeastOne("--layers", layers);
    atLeastOne("--epochs", epochs);
    atLeastOne("--patience", patience);
    atLeastOne("--batch-size", batchSize);
    if (!(learningRate > 0 && learningRate < Double.POSITIVE_INFINITY)) {
      throw new UsageException("--learning-rate must be above 0, but is " + learningRate);
    }
    for (int i = 0; i < quantiles.size(); i++) {
      double level = quantiles.get(i);
      if (!(level > 0 && level < 1) || (i > 0 && level <= quantiles.get(i - 1))) {
        throw new UsageException(
            "--quantiles must be above 0, below 1 and ascending, but are " + quantiles);
      }
    }
    if (loss == ForecastLoss.PINBALL && !quantiles.contains(0.5)) {
      throw new UsageException(
          "--quantiles must hold 0.5, which is scored as the forecast, but are " + quantiles);
    }
    if (lags != null && lags.stream().anyMatch(lag -> lag < 0)) {
      throw new UsageException("--lags must not be negative, but are " + lags);
    }
  }

  /** The columns of a file that training reads. */
  TimeSeries series(Table table, DataOptions data) {
    List<String> columns = new ArrayList<>(SchemaPlan.targets(table, this));
    columns.addAll(covariates);
    columns.addAll(futureCovariates);
    return TimeSeries.of(table, data.timeColumn(table), columns, data.fill);
  }

  private static void atLeastOne(String option, Integer value) {
    if (value != null && value < 1) {
      throw new UsageException(option + " must be at least 1, but is " + value);
    }
  }
}
