package io.longtape.examples.forecasting;

import io.longtape.data.DataException;
import io.longtape.data.scaling.StandardScaler;
import io.longtape.data.series.CalendarEffect;
import io.longtape.data.series.CalendarFeature;
import io.longtape.data.series.ChronologicalSplit;
import io.longtape.data.series.Frequency;
import io.longtape.data.series.TimeSeries;
import io.longtape.data.table.Column;
import io.longtape.data.table.NumberColumn;
import io.longtape.data.table.Table;
import io.longtape.data.table.TextColumn;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/** Completes what the command line leaves open by what the series is like. */
final class SchemaPlan {

  private static final int SEASONS_OF_CONTEXT = 4;
  private static final int CONTEXT_WITHOUT_SEASON = 16;
  private static final int HORIZON_WITHOUT_SEASON = 8;
  private static final int YEARS_FOR_A_LAG = 4;
  static final int ROWS_FOR_EFFECTS = 3 * 365;
  private static final int LONGEST_DEFAULT = 512;

  private static final Pattern NUMBER = Pattern.compile("^\\s*[+-]?\\.?[0-9][0-9.]*\\s*$");

  private SchemaPlan() {}

  /** The columns to forecast: those named, or the last column of numbers. */
  static List<String> targets(Table table, TrainingOptions options) {
    if (!options.targets.isEmpty()) {
      return options.targets;
    }
    List<String> names = table.columnNames();
    for (int i = names.size() - 1; i >= 0; i--) {
      Column column = table.column(names.get(i));
      if (options.covariates.contains(column.name())
          || options.futureCovariates.contains(column.name())) {
        continue;
      }
      if (column instanceof NumberColumn) {
        return List.of(column.name());
      }
      if (column instanceof TextColumn && mostlyNumbers(table.text(column.name()))) {
        table.numbers(column.name());
      }
    }
    throw new DataException(
        table.source()
            + " has no column of numbers to forecast; name one with --target. It has: "
            + String.join(", ", names));
  }

  /** Whether a column of text is rather one of numbers with a mistake in it. */
  private static boolean mostlyNumbers(String[] cells) {
    long numbers = Arrays.stream(cells).filter(cell -> NUMBER.matcher(cell).find()).count();
    return 2 * numbers > cells.length;
  }

  /** The schema of a model of this series; scalers see the training part alone. */
  static ForecasterSchema schema(
      TimeSeries series,
      String timeColumn,
      List<String> targets,
      ChronologicalSplit split,
      TrainingOptions options,
      long seed) {
    Frequency frequency = series.frequency();
    int season = options.season == null ? frequency.defaultSeason() : options.season;
    int horizon = horizon(options, frequency);
    int context =
        options.context != null
            ? options.context
            : season > 1
                ? Math.min(SEASONS_OF_CONTEXT * season, LONGEST_DEFAULT)
                : CONTEXT_WITHOUT_SEASON;
    List<ColumnScaling> scaling = new ArrayList<>();
    for (String column : series.columns()) {
      StandardScaler scaler =
          StandardScaler.fit(column, series.values(column), 0, split.trainEnd());
      scaling.add(ColumnScaling.of(column, scaler.offset(), scaler.scale()));
    }
    List<Double> quantiles = options.loss == ForecastLoss.PINBALL ? options.quantiles : List.of();
    return new ForecasterSchema(
        ForecasterSchema.KIND,
        ForecasterSchema.VERSION,
        timeColumn,
        frequency.toString(),
        season,
        targets,
        options.covariates,
        options.futureCovariates,
        CalendarFeature.defaultsFor(frequency),
        lags(options, frequency, split, horizon),
        effects(frequency, split, horizon),
        context,
        horizon,
        options.loss,
        quantiles,
        Collections.nCopies(Math.max(1, quantiles.size()), 0.0),
        options.units,
        options.layers,
        scaling,
        seed,
        split.train() + "," + split.validation() + "," + split.test());
  }

  static int horizon(TrainingOptions options, Frequency frequency) {
    if (options.horizon != null) {
      return options.horizon;
    }
    int season = options.season == null ? frequency.defaultSeason() : options.season;
    return season > 1 ? Math.min(season, LONGEST_DEFAULT) : HORIZON_WITHOUT_SEASON;
  }

  private static List<Integer> lags(
      TrainingOptions options, Frequency frequency, ChronologicalSplit split, int horizon) {
    if (options.lags != null) {
      return options.lags.stream().filter(lag -> lag > 0).toList();
    }
    OptionalInt year = frequency.yearLag();
    boolean enough =
        year.isPresent()
            && year.getAsInt() >= horizon
            && split.train() >= YEARS_FOR_A_LAG * year.getAsInt();
    return enough ? List.of(year.getAsInt()) : List.of();
  }

  private static List<CalendarEffect> effects(
      Frequency frequency, ChronologicalSplit split, int horizon) {
    boolean daily = frequency.equals(Frequency.of(Duration.ofDays(1)));
    boolean enough = split.train() >= ROWS_FOR_EFFECTS;
    return daily && enough && horizon <= CalendarEffect.LONGEST_HORIZON
        ? List.of(CalendarEffect.values())
        : List.of();
  }
}
