package io.longtape.examples.forecasting;

import io.longtape.data.series.CalendarEffect;
import io.longtape.data.series.CalendarFeature;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

/** Schemas of daily series for tests: every column has offset 5 and scale 10. */
final class SampleSchema {

  private SampleSchema() {}

  static ForecasterSchema plain(List<String> targets, int context, int horizon, Double... levels) {
    return of(targets, List.of(), List.of(), context, horizon, List.of(levels), false);
  }

  /** Two targets, a past covariate, two future covariates, a lag, an effect and the calendar. */
  static ForecasterSchema rich() {
    return of(
        List.of("a", "b"), List.of("wind"), List.of("price", "event"), 5, 2, List.of(0.5), true);
  }

  private static ForecasterSchema of(
      List<String> targets,
      List<String> past,
      List<String> future,
      int context,
      int horizon,
      List<Double> levels,
      boolean known) {
    List<String> columns = Stream.of(targets, past, future).flatMap(List::stream).toList();
    return new ForecasterSchema(
        ForecasterSchema.KIND,
        ForecasterSchema.VERSION,
        "day",
        "1 day",
        7,
        targets,
        past,
        future,
        known ? List.of(CalendarFeature.DAY_OF_WEEK, CalendarFeature.DAY_OF_YEAR) : List.of(),
        known ? List.of(7) : List.of(),
        known ? List.of(CalendarEffect.DATE) : List.of(),
        context,
        horizon,
        levels.isEmpty() ? ForecastLoss.MAE : ForecastLoss.PINBALL,
        levels,
        Collections.nCopies(Math.max(1, levels.size()), 0.0),
        8,
        1,
        columns.stream().map(column -> ColumnScaling.of(column, 5, 10)).toList(),
        1,
        "10,0,5");
  }
}
