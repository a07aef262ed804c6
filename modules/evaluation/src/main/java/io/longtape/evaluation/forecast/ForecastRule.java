package io.longtape.evaluation.forecast;

/**
 * A forecast that needs no training: the opponents that a model has to beat.
 *
 * <p>The rules that come with the library are made by the static methods below. Definitions follow
 * Hyndman and Athanasopoulos, Forecasting: Principles and Practice, section "Some simple
 * forecasting methods".
 */
public interface ForecastRule {

  /**
   * A short name for tables and reports.
   *
   * @return the name in lower case with hyphens, such as {@code seasonal-naive-7}
   */
  String id();

  /**
   * What the rule does, for a reader who does not know its name.
   *
   * @return one sentence
   */
  String description();

  /**
   * Number of values before the origin without which the rule has no forecast.
   *
   * @return the number of values, 1 or more
   */
  int minimumHistory();

  /**
   * Forecasts the values from the origin on.
   *
   * @param history the values before the origin
   * @param horizon number of steps to forecast, 1 or more
   * @return the forecasts, shape {@code [horizon]}
   * @throws IllegalArgumentException if the history is shorter than {@link #minimumHistory()} or
   *     the horizon is below 1
   */
  double[] forecast(History history, int horizon);

  /**
   * The last value, for every step. Also known as the random walk or persistence forecast.
   *
   * @return the rule with id {@code naive}
   */
  static ForecastRule naive() {
    return new SeasonalLag("naive", "Repeats the last value", 1);
  }

  /**
   * The last season, repeated as often as the horizon asks.
   *
   * @param season length of a season in steps, such as 7 for days with a weekly pattern
   * @return the rule with id {@code seasonal-naive-SEASON}
   * @throws IllegalArgumentException if the season is below 1
   */
  static ForecastRule seasonalNaive(int season) {
    Values.requireAtLeast("season", season, 1);
    return new SeasonalLag(
        "seasonal-naive-" + season, "Repeats the last %d values".formatted(season), season);
  }

  /**
   * The value {@code lag} steps before the day that is forecast. Where that day is itself not yet
   * known, because the horizon is longer than the lag, one more lag is subtracted.
   *
   * <p>It computes what {@link #seasonalNaive} computes; the name is the caller's, for lags that
   * mean something else, such as 364 days for the same weekday of last year.
   *
   * @param lag distance in steps, 1 or more
   * @param id name for tables and reports, such as {@code same-day-last-year}
   * @return the rule
   * @throws IllegalArgumentException if the lag is below 1 or the id is blank
   */
  static ForecastRule seasonalLag(int lag, String id) {
    return new SeasonalLag(id, "Takes the value %d steps before".formatted(lag), lag);
  }

  /**
   * The straight line through the first and the last value of the history, carried on.
   *
   * @return the rule with id {@code drift}
   */
  static ForecastRule drift() {
    return new Drift();
  }

  /**
   * A control, not a contestant: each step is a value drawn uniformly from the history. A metric or
   * a backtest that does not rank it last is wrong.
   *
   * @param seed the draws depend on this seed and the forecast origin only
   * @return the rule with id {@code random-draw}
   */
  static ForecastRule randomDraw(long seed) {
    return new RandomDraw(seed);
  }
}
