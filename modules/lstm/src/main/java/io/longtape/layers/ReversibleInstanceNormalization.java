package io.longtape.layers;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.math.Mean;
import org.tensorflow.types.TFloat32;

/**
 * Takes each window's own level and spread away before the network and gives them back after it:
 * reversible instance normalisation (Kim et al. 2022), without its learned affine map.
 *
 * <p>A series that drifts leaves the range that training has seen; a window without its own level
 * does not. Level and spread are the mean and the population standard deviation over the window's
 * time steps, one for each channel.
 */
public final class ReversibleInstanceNormalization {

  /** Is added to the variance, so that a window that stands still is not divided by zero. */
  public static final float EPSILON = 1e-5f;

  private final Ops tf;
  private final Operand<TFloat32> mean;
  private final Operand<TFloat32> deviation;

  private ReversibleInstanceNormalization(
      Ops tf, Operand<TFloat32> mean, Operand<TFloat32> deviation) {
    this.tf = tf;
    this.mean = mean;
    this.deviation = deviation;
  }

  /**
   * Measures level and spread of each window.
   *
   * @param tf where the ops go
   * @param window {@code [batch, time, channels]}
   * @return the normalisation of these windows
   */
  public static ReversibleInstanceNormalization of(Ops tf, Operand<TFloat32> window) {
    Operand<TFloat32> mean = meanOverTime(tf, window);
    Operand<TFloat32> variance = meanOverTime(tf, tf.math.square(tf.math.sub(window, mean)));
    Operand<TFloat32> deviation = tf.math.sqrt(tf.math.add(variance, tf.constant(EPSILON)));
    return new ReversibleInstanceNormalization(tf, mean, deviation);
  }

  /**
   * The same spread about the level of another window, such as the one of a year before.
   *
   * @param window {@code [batch, time, channels]}
   * @return the normalisation with that window's mean
   */
  public ReversibleInstanceNormalization about(Operand<TFloat32> window) {
    return new ReversibleInstanceNormalization(tf, meanOverTime(tf, window), deviation);
  }

  /**
   * Takes level and spread away.
   *
   * @param values {@code [batch, steps, channels]}, of the window itself or what follows it
   * @return {@code (values - mean) / deviation}
   */
  public Operand<TFloat32> normalize(Operand<TFloat32> values) {
    return tf.math.div(tf.math.sub(values, mean), deviation);
  }

  /**
   * Gives level and spread back.
   *
   * @param values {@code [batch, steps, channels]}
   * @return {@code values * deviation + mean}
   */
  public Operand<TFloat32> restore(Operand<TFloat32> values) {
    return tf.math.add(tf.math.mul(values, deviation), mean);
  }

  private static Operand<TFloat32> meanOverTime(Ops tf, Operand<TFloat32> window) {
    return tf.math.mean(window, tf.constant(1), Mean.keepDims(true));
  }
}
