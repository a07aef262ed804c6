package io.longtape.examples.forecasting;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.longtape.data.DataException;
import io.longtape.data.series.CalendarEffect;
import io.longtape.data.series.CalendarFeature;
import io.longtape.data.series.ChronologicalSplit;
import io.longtape.data.series.Frequency;
import io.longtape.data.series.TimeSeries;
import io.longtape.data.series.WindowSpec;
import io.longtape.scenario.report.Split;
import io.longtape.serving.ModelException;
import java.nio.file.Path;
import java.util.List;

/**
 * What a saved forecaster expects of its input and how it was made: kept beside the model as {@code
 * assets.extra/forecaster.json} and checked whenever the model is used.
 *
 * @param kind always {@value #KIND}
 * @param schemaVersion always {@value #VERSION}
 * @param timeColumn the column of timestamps
 * @param frequency the step between rows, such as {@code 1 day}
 * @param season the season's length in steps, 1 for none
 * @param targets the columns to forecast, numbers
 * @param pastCovariates columns known up to the origin, numbers
 * @param futureCovariates columns known over the horizon, numbers
 * @param calendar what the calendar adds to each row
 * @param lags targets that many steps before each row
 * @param effects what calendar days usually add
 * @param context rows before the origin that are read
 * @param horizon rows that are forecast
 * @param loss the loss it was trained with
 * @param quantiles the levels that are forecast, ascending; empty for a point forecast
 * @param margins what is added to each output after training, in units of the window's spread
 * @param units the LSTM's units
 * @param layers how many LSTM layers there are
 * @param scaling how each column is scaled, fitted on the training part
 * @param seed the seed of training
 * @param split rows of train, validation and test, such as {@code 5113,731,1461}
 */
public record ForecasterSchema(
    String kind,
    int schemaVersion,
    String timeColumn,
    String frequency,
    int season,
    List<String> targets,
    List<String> pastCovariates,
    List<String> futureCovariates,
    List<CalendarFeature> calendar,
    List<Integer> lags,
    List<CalendarEffect> effects,
    int context,
    int horizon,
    ForecastLoss loss,
    List<Double> quantiles,
    List<Double> margins,
    int units,
    int layers,
    List<ColumnScaling> scaling,
    long seed,
    String split) {

  /** What kind of model this is. */
  public static final String KIND = "time-series-forecasting";

  /** The version of this schema. */
  public static final int VERSION = 1;

  static final String FILE = "forecaster.json";

  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  /** How many numbers are forecast for each step and target. */
  int outputs() {
    return Math.max(1, quantiles.size());
  }

  /** Whether the network sees what the context shows at each place of the season. */
  boolean hasProfile() {
    return season > 1 && context >= season;
  }

  WindowSpec windowSpec() {
    return WindowSpec.of(context, horizon, targets)
        .withPastCovariates(pastCovariates)
        .withFutureCovariates(futureCovariates)
        .withCalendar(calendar)
        .withLags(lags)
        .withEffects(effects);
  }

  ColumnScaling scalingOf(String column) {
    return scaling.stream()
        .filter(one -> one.column().equals(column))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no scaling for column " + column));
  }

  ForecasterSchema withMargins(List<Double> newMargins) {
    return new ForecasterSchema(
        kind,
        schemaVersion,
        timeColumn,
        frequency,
        season,
        targets,
        pastCovariates,
        futureCovariates,
        calendar,
        lags,
        effects,
        context,
        horizon,
        loss,
        quantiles,
        newMargins,
        units,
        layers,
        scaling,
        seed,
        split);
  }

  double[] marginArray() {
    return margins.stream().mapToDouble(Double::doubleValue).toArray();
  }

  /** The parts of the series that the model was trained on. */
  Split parts() {
    ChronologicalSplit rows = ChronologicalSplit.parse(split, Integer.MAX_VALUE);
    return Split.ofRows(rows.train(), rows.validation(), rows.test());
  }

  Frequency step() {
    return Frequency.parse(frequency);
  }

  /**
   * Refuses a series whose step is not the one that the model was trained on, or that is too short
   * to learn from it what calendar days add.
   */
  void check(TimeSeries series) {
    if (!series.frequency().equals(step())) {
      throw new ModelException(
          series.source()
              + " has a step of "
              + series.frequency()
              + "; the model was trained on a step of "
              + frequency);
    }
    if (!effects.isEmpty() && series.rows() < SchemaPlan.ROWS_FOR_EFFECTS) {
      throw new DataException(
          "%s has %d rows; the model learns what calendar days add from at least %d"
              .formatted(series.source(), series.rows(), SchemaPlan.ROWS_FOR_EFFECTS));
    }
  }

  byte[] toJson() {
    try {
      return JSON.writeValueAsBytes(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  static ForecasterSchema load(Path model) {
    return new SchemaReader(model).read();
  }
}
