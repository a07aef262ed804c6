package io.longtape.optimizers.schedules;

import io.longtape.config.KerasConfig;
import java.util.Optional;

/**
 * Falls along half a cosine (Loshchilov and Hutter 2017, without restarts), after a linear rise
 * where one is asked for (Goyal et al. 2017), as {@code keras.optimizers.schedules.CosineDecay}.
 *
 * <p>Without a warm-up the rate goes from {@code initialLearningRate} to {@code alpha *
 * initialLearningRate} in {@code decaySteps} steps and stays there. With one it first goes from
 * {@code initialLearningRate} to {@code warmupTarget} in {@code warmupSteps} steps, and then to
 * {@code alpha * warmupTarget}.
 *
 * @param initialLearningRate the rate of step 0, above 0, or 0 where a warm-up follows
 * @param decaySteps how many steps the fall takes, above 0
 * @param alpha the share of the rate that is left at the end, at least 0
 * @param warmupTarget the rate at the end of the rise; of no meaning without one
 * @param warmupSteps how many steps the rise takes; 0 for none
 */
public record CosineDecay(
    double initialLearningRate,
    long decaySteps,
    double alpha,
    double warmupTarget,
    long warmupSteps)
    implements LearningRateSchedule {

  /**
   * A checked schedule.
   *
   * @param initialLearningRate the rate of step 0, at least 0
   * @param decaySteps how many steps the fall takes, above 0
   * @param alpha the share of the rate that is left at the end, at least 0
   * @param warmupTarget the rate at the end of the rise, at least 0
   * @param warmupSteps how many steps the rise takes, at least 0
   * @throws IllegalArgumentException when a number is out of its range
   */
  public CosineDecay {
    Range.notNegative("initial learning rate", initialLearningRate);
    Range.steps("decay steps", decaySteps);
    Range.notNegative("alpha", alpha);
    Range.notNegative("warm-up target", warmupTarget);
    if (warmupSteps < 0) {
      throw new IllegalArgumentException(
          "warm-up steps must be at least 0, but are " + warmupSteps);
    }
  }

  /**
   * A fall to 0.
   *
   * @param initialLearningRate the rate of step 0, above 0, or 0 where a warm-up follows
   * @param decaySteps how many steps the fall takes, above 0
   * @return the schedule
   * @throws IllegalArgumentException when a number is out of its range
   */
  public static CosineDecay of(double initialLearningRate, long decaySteps) {
    return new CosineDecay(initialLearningRate, decaySteps, 0, initialLearningRate, 0);
  }

  /**
   * Where it ends.
   *
   * @param newAlpha the share of the rate that is left, at least 0; 0 by default
   * @return a schedule that differs in that
   * @throws IllegalArgumentException when it is below 0
   */
  public CosineDecay withAlpha(double newAlpha) {
    return new CosineDecay(initialLearningRate, decaySteps, newAlpha, warmupTarget, warmupSteps);
  }

  /**
   * A linear rise in front of the fall; none by default.
   *
   * @param target the rate that it ends with, above 0
   * @param steps how many steps it takes, above 0
   * @return a schedule that differs in that
   * @throws IllegalArgumentException when a number is not above 0
   */
  public CosineDecay withWarmup(double target, long steps) {
    Range.positive("warm-up target", target);
    Range.steps("warm-up steps", steps);
    return new CosineDecay(initialLearningRate, decaySteps, alpha, target, steps);
  }

  @Override
  public Optional<KerasConfig> config() {
    return Configs.of(this)
        .with("initial_learning_rate", initialLearningRate)
        .with("decay_steps", decaySteps)
        .with("alpha", alpha)
        .with("name", "CosineDecay")
        .with("warmup_target", warmupSteps == 0 ? null : warmupTarget)
        .with("warmup_steps", warmupSteps)
        .build();
  }

  @Override
  public double rate(long step) {
    if (step < warmupSteps) {
      return initialLearningRate
          + (warmupTarget - initialLearningRate) * step / (double) warmupSteps;
    }
    double done = (double) Math.min(step - warmupSteps, decaySteps) / decaySteps;
    double share = (1 - alpha) * 0.5 * (1 + Math.cos(Math.PI * done)) + alpha;
    return warmupTarget * share;
  }
}
