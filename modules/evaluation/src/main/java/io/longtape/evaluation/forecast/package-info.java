/**
 * Scores for forecasts: metrics, simple rules to beat, and backtests with a rolling origin.
 *
 * <p>Every contestant, be it a rule or a trained model, ends in a {@link
 * io.longtape.evaluation.forecast.Forecasts}, and {@link
 * io.longtape.evaluation.forecast.ForecastScores} scores them all by the same code.
 */
package io.longtape.evaluation.forecast;
