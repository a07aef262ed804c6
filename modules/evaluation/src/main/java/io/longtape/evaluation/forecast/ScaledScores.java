package io.longtape.evaluation.forecast;

import java.util.List;

/**
 * Errors of z-scored values, as the long-horizon literature reports them for the ETT data: truth
 * and forecast are divided by the standard deviation of the training part. The mean, which
 * z-scoring also subtracts, cancels in every error.
 *
 * @param mse mean squared error divided by the squared standard deviation
 * @param mae mean absolute error divided by the standard deviation
 */
public record ScaledScores(double mse, double mae) {

  /**
   * The unweighted mean over several targets.
   *
   * @param targets scores of each target
   * @return the mean of each error
   * @throws IllegalArgumentException if there are no targets
   */
  public static ScaledScores mean(List<ScaledScores> targets) {
    return new ScaledScores(
        Means.of(targets, ScaledScores::mse), Means.of(targets, ScaledScores::mae));
  }
}
