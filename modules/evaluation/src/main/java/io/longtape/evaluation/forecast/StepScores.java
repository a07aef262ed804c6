package io.longtape.evaluation.forecast;

/**
 * Errors at one step of the horizon, over all origins.
 *
 * @param mae mean absolute error, in the unit of the series
 * @param mse mean squared error, in the squared unit of the series
 */
public record StepScores(double mae, double mse) {}
