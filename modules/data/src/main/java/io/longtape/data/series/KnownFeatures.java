package io.longtape.data.series;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The features that are known over the horizon: future covariates, lags and calendar effects. */
final class KnownFeatures {
  private KnownFeatures() {}

  /** The features of rows up to {@code toRow} (exclusive); no continuation: null. */
  static List<Feature> of(TimeSeries series, WindowSpec spec, TimeSeries continuation, int toRow) {
    List<Feature> known = new ArrayList<>();
    for (String column : spec.futureCovariates()) {
      double[] values = series.values(column);
      known.add(
          new Feature(
              column,
              continuation == null
                  ? values
                  : joined(values, continuation.values(column), spec.horizon())));
    }
    for (int lag : spec.lags()) {
      for (String target : spec.targets()) {
        known.add(Feature.lagged(target, series.values(target), lag));
      }
    }
    for (CalendarEffect effect : spec.effects()) {
      EffectSeries effects = new EffectSeries(series, effect, toRow);
      for (String target : spec.targets()) {
        known.add(Feature.effect(target, effect, effects.of(series.values(target))));
      }
    }
    return known;
  }

  private static double[] joined(double[] before, double[] after, int rows) {
    double[] all = Arrays.copyOf(before, before.length + rows);
    System.arraycopy(after, 0, all, before.length, rows);
    return all;
  }
}
