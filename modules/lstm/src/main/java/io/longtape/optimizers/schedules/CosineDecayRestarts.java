package io.longtape.optimizers.schedules;

import io.longtape.config.KerasConfig;
import java.util.Optional;

/**
 * Falls along half a cosine and starts again, each time for longer (SGDR: Loshchilov and Hutter
 * 2017), as {@code keras.optimizers.schedules.CosineDecayRestarts}.
 *
 * @param initialLearningRate the rate of step 0, above 0
 * @param firstDecaySteps how many steps the first fall takes, above 0
 * @param tMul how many times longer each fall is than the one before, at least 1
 * @param mMul how many times higher each fall starts than the one before, above 0
 * @param alpha the share of the rate that is left at the end of a fall, at least 0
 */
public record CosineDecayRestarts(
    double initialLearningRate, long firstDecaySteps, double tMul, double mMul, double alpha)
    implements LearningRateSchedule {

  /**
   * A checked schedule.
   *
   * @param initialLearningRate the rate of step 0, above 0
   * @param firstDecaySteps how many steps the first fall takes, above 0
   * @param tMul how many times longer each fall is, at least 1
   * @param mMul how many times higher each fall starts, above 0
   * @param alpha the share of the rate that is left at the end of a fall, at least 0
   * @throws IllegalArgumentException when a number is out of its range
   */
  public CosineDecayRestarts {
    Range.positive("initial learning rate", initialLearningRate);
    Range.steps("first decay steps", firstDecaySteps);
    Range.positive("m_mul", mMul);
    Range.notNegative("alpha", alpha);
    if (!(tMul >= 1 && tMul < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("t_mul must be at least 1, but is " + tMul);
    }
  }

  /**
   * Falls to 0, of which each takes twice as long as the one before.
   *
   * @param initialLearningRate the rate of step 0, above 0
   * @param firstDecaySteps how many steps the first fall takes, above 0
   * @return the schedule
   * @throws IllegalArgumentException when a number is not above 0
   */
  public static CosineDecayRestarts of(double initialLearningRate, long firstDecaySteps) {
    return new CosineDecayRestarts(initialLearningRate, firstDecaySteps, 2, 1, 0);
  }

  /**
   * How much longer each fall is.
   *
   * @param newTMul at least 1; 2 by default
   * @return a schedule that differs in that
   * @throws IllegalArgumentException when it is below 1
   */
  public CosineDecayRestarts withTMul(double newTMul) {
    return new CosineDecayRestarts(initialLearningRate, firstDecaySteps, newTMul, mMul, alpha);
  }

  /**
   * How much higher each fall starts.
   *
   * @param newMMul above 0; 1 by default
   * @return a schedule that differs in that
   * @throws IllegalArgumentException when it is not above 0
   */
  public CosineDecayRestarts withMMul(double newMMul) {
    return new CosineDecayRestarts(initialLearningRate, firstDecaySteps, tMul, newMMul, alpha);
  }

  /**
   * Where a fall ends.
   *
   * @param newAlpha the share of the initial rate that is left, at least 0; 0 by default
   * @return a schedule that differs in that
   * @throws IllegalArgumentException when it is below 0
   */
  public CosineDecayRestarts withAlpha(double newAlpha) {
    return new CosineDecayRestarts(initialLearningRate, firstDecaySteps, tMul, mMul, newAlpha);
  }

  @Override
  public Optional<KerasConfig> config() {
    return Configs.of(this)
        .with("initial_learning_rate", initialLearningRate)
        .with("first_decay_steps", firstDecaySteps)
        .with("t_mul", tMul)
        .with("m_mul", mMul)
        .with("alpha", alpha)
        .with("name", "SGDRDecay")
        .build();
  }

  @Override
  public double rate(long step) {
    double time = (double) step / firstDecaySteps;
    double length = 1;
    double restarts = 0;
    if (tMul == 1) {
      restarts = Math.floor(time);
      time -= restarts;
    } else {
      while (time >= length) {
        time -= length;
        length *= tMul;
        restarts++;
      }
    }
    double height = Math.pow(mMul, restarts);
    double share = (1 - alpha) * 0.5 * height * (1 + Math.cos(Math.PI * time / length)) + alpha;
    return initialLearningRate * share;
  }
}
