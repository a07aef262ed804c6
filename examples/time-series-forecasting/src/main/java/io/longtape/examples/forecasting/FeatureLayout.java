package io.longtape.examples.forecasting;

import io.longtape.data.series.CalendarEffect;
import io.longtape.data.series.CalendarFeature;
import io.longtape.layers.Normalization;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Which column of the windows holds what, and how it is scaled. The order is the one of {@link
 * io.longtape.data.series.Windows}: targets and past covariates in the past alone, then what is
 * known of the future as well.
 */
final class FeatureLayout {

  /** Columns that stand side by side in the future, and again, shifted, in the past. */
  record Block(int from, int width, boolean lagged) {}

  private final int targets;
  private final int pastOnly;
  private final List<Block> future;
  private final List<ColumnScaling> pastScaling;

  private FeatureLayout(
      int targets, int pastOnly, List<Block> future, List<ColumnScaling> pastScaling) {
    this.targets = targets;
    this.pastOnly = pastOnly;
    this.future = future;
    this.pastScaling = pastScaling;
  }

  static FeatureLayout of(ForecasterSchema schema) {
    int targets = schema.targets().size();
    List<ColumnScaling> scaling = new ArrayList<>();
    schema.targets().forEach(column -> scaling.add(schema.scalingOf(column)));
    schema.pastCovariates().forEach(column -> scaling.add(schema.scalingOf(column)));
    List<Block> future = new ArrayList<>();
    int at = 0;
    if (!schema.futureCovariates().isEmpty()) {
      future.add(new Block(at, schema.futureCovariates().size(), false));
      at += schema.futureCovariates().size();
      schema.futureCovariates().forEach(column -> scaling.add(schema.scalingOf(column)));
    }
    for (int lag : schema.lags()) {
      future.add(new Block(at, targets, true));
      at += targets;
      for (String target : schema.targets()) {
        ColumnScaling of = schema.scalingOf(target);
        scaling.add(ColumnScaling.of(target + "@-" + lag, of.offset(), of.scale()));
      }
    }
    int effects = schema.effects().size() * targets;
    int calendar = schema.calendar().stream().mapToInt(CalendarFeature::width).sum();
    if (effects + calendar > 0) {
      future.add(new Block(at, effects + calendar, false));
    }
    for (CalendarEffect effect : schema.effects()) {
      for (String target : schema.targets()) {
        double scale = schema.scalingOf(target).scale();
        scaling.add(ColumnScaling.of(target + " " + effect, 0, scale));
      }
    }
    scaling.addAll(Collections.nCopies(calendar, ColumnScaling.of("calendar", 0, 1)));
    return new FeatureLayout(targets, schema.pastCovariates().size(), future, scaling);
  }

  int targets() {
    return targets;
  }

  int pastOnly() {
    return pastOnly;
  }

  List<Block> future() {
    return future;
  }

  int pastWidth() {
    return pastScaling.size();
  }

  int futureWidth() {
    return pastScaling.size() - targets - pastOnly;
  }

  Normalization pastScaling() {
    return normalization(pastScaling);
  }

  Normalization futureScaling() {
    return normalization(pastScaling.subList(targets + pastOnly, pastScaling.size()));
  }

  Normalization targetScaling() {
    return normalization(pastScaling.subList(0, targets));
  }

  private static Normalization normalization(List<ColumnScaling> columns) {
    return Normalization.of(
        columns.stream().mapToDouble(ColumnScaling::offset).toArray(),
        columns.stream().mapToDouble(ColumnScaling::scale).toArray());
  }
}
