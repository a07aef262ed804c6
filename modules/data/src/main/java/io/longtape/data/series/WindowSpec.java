package io.longtape.data.series;

import io.longtape.data.DataException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a window holds. At the forecast origin, the targets and past covariates are known up to the
 * row before it; future covariates, lags, effects and the calendar are known for the whole horizon.
 *
 * @param context rows before the origin that the model sees, at least 1
 * @param horizon rows from the origin on that it forecasts, at least 1
 * @param targets the columns to forecast, at least one
 * @param pastCovariates columns known up to the origin only
 * @param futureCovariates columns known over the horizon, too
 * @param calendar what the calendar adds to every row
 * @param lags steps: each adds every target's value that many rows before, to every row of the past
 *     and of the future; at least the horizon, so that it is known at the origin
 * @param effects what calendar days usually add to every target, for every row of the past and of
 *     the future; only for daily series, and only for a horizon of at most {@value
 *     CalendarEffect#LONGEST_HORIZON}, so that it is known at the origin
 */
public record WindowSpec(
    int context,
    int horizon,
    List<String> targets,
    List<String> pastCovariates,
    List<String> futureCovariates,
    List<CalendarFeature> calendar,
    List<Integer> lags,
    List<CalendarEffect> effects) {

  /**
   * Checks the parts and copies the lists.
   *
   * @param context rows before the origin that the model sees, at least 1
   * @param horizon rows from the origin on that it forecasts, at least 1
   * @param targets the columns to forecast, at least one
   * @param pastCovariates columns known up to the origin only
   * @param futureCovariates columns known over the horizon, too
   * @param calendar what the calendar adds to every row
   * @param lags steps, each at least the horizon
   * @param effects what calendar days usually add to every target
   * @throws DataException if context or horizon is below 1, there is no target, a column has two
   *     roles, a lag, calendar feature or effect is there twice, a lag is below the horizon, or the
   *     horizon is above {@value CalendarEffect#LONGEST_HORIZON} and there are effects
   */
  public WindowSpec {
    if (context < 1) {
      throw new DataException("context must be at least 1 row, but is " + context);
    }
    if (horizon < 1) {
      throw new DataException("horizon must be at least 1 row, but is " + horizon);
    }
    if (targets.isEmpty()) {
      throw new DataException("at least one target column is needed");
    }
    targets = List.copyOf(targets);
    pastCovariates = List.copyOf(pastCovariates);
    futureCovariates = List.copyOf(futureCovariates);
    calendar = List.copyOf(calendar);
    lags = List.copyOf(lags);
    effects = List.copyOf(effects);
    checkOnce(
        "column '%s' has more than one role, or the same one twice",
        Stream.of(targets, pastCovariates, futureCovariates).flatMap(Collection::stream).toList());
    checkOnce("calendar feature %s is there twice", calendar);
    checkOnce("lag %s is there twice", lags);
    checkOnce("calendar effect %s is there twice", effects);
    for (int lag : lags) {
      if (lag < horizon) {
        throw new DataException(
            "lag %d is below the horizon %d: it would look beyond the forecast origin"
                .formatted(lag, horizon));
      }
    }
    if (!effects.isEmpty() && horizon > CalendarEffect.LONGEST_HORIZON) {
      throw new DataException(
          "horizon %d is too long for calendar effects: they are known at most %d rows from the forecast origin on"
              .formatted(horizon, CalendarEffect.LONGEST_HORIZON));
    }
  }

  /**
   * Windows of targets only.
   *
   * @param context rows before the origin that the model sees, at least 1
   * @param horizon rows from the origin on that it forecasts, at least 1
   * @param targets the columns to forecast, at least one
   * @return the spec
   * @throws DataException if one of them is too small, or a target is there twice
   */
  public static WindowSpec of(int context, int horizon, List<String> targets) {
    return new WindowSpec(
        context, horizon, targets, List.of(), List.of(), List.of(), List.of(), List.of());
  }

  /**
   * Sets the columns that are known up to the origin only.
   *
   * @param columns their names
   * @return a spec that differs in this
   * @throws DataException if a column has two roles
   */
  public WindowSpec withPastCovariates(List<String> columns) {
    return new WindowSpec(
        context, horizon, targets, columns, futureCovariates, calendar, lags, effects);
  }

  /**
   * Sets the columns that are known over the horizon, too.
   *
   * @param columns their names
   * @return a spec that differs in this
   * @throws DataException if a column has two roles
   */
  public WindowSpec withFutureCovariates(List<String> columns) {
    return new WindowSpec(
        context, horizon, targets, pastCovariates, columns, calendar, lags, effects);
  }

  /**
   * Sets what the calendar adds.
   *
   * @param features the features
   * @return a spec that differs in this
   * @throws DataException if a feature is there twice
   */
  public WindowSpec withCalendar(List<CalendarFeature> features) {
    return new WindowSpec(
        context, horizon, targets, pastCovariates, futureCovariates, features, lags, effects);
  }

  /**
   * Sets the lags.
   *
   * @param steps each at least the horizon
   * @return a spec that differs in this
   * @throws DataException if a lag is below the horizon or there twice
   */
  public WindowSpec withLags(List<Integer> steps) {
    return new WindowSpec(
        context, horizon, targets, pastCovariates, futureCovariates, calendar, steps, effects);
  }

  /**
   * Sets what calendar days usually add to every target. The windows' series must be daily.
   *
   * @param dayEffects the effects
   * @return a spec that differs in this
   * @throws DataException if an effect is there twice, or the horizon is above {@value
   *     CalendarEffect#LONGEST_HORIZON} and there are effects
   */
  public WindowSpec withEffects(List<CalendarEffect> dayEffects) {
    return new WindowSpec(
        context, horizon, targets, pastCovariates, futureCovariates, calendar, lags, dayEffects);
  }

  /**
   * All columns that a series must have for these windows.
   *
   * @return targets, past covariates and future covariates, in this order
   */
  public List<String> columns() {
    List<String> columns = new ArrayList<>(targets);
    columns.addAll(pastCovariates);
    columns.addAll(futureCovariates);
    return List.copyOf(columns);
  }

  /**
   * The largest lag.
   *
   * @return in steps, 0 if there is none
   */
  public int largestLag() {
    return lags.stream().mapToInt(Integer::intValue).max().orElse(0);
  }

  private static void checkOnce(String message, List<?> items) {
    Set<Object> seen = new HashSet<>();
    for (Object item : items) {
      if (!seen.add(item)) {
        throw new DataException(message.formatted(item));
      }
    }
  }
}
