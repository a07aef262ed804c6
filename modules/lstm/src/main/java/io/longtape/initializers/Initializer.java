package io.longtape.initializers;

import io.longtape.config.KerasConfig;
import java.util.Optional;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * The first value of a weight, as {@code keras.initializers.Initializer}.
 *
 * <p>Every weight gets a seed of its own, so that a network's first values depend on its seed and
 * the weights' names alone. The distributions are Keras's; the numbers drawn are not.
 */
@FunctionalInterface
public interface Initializer {

  /**
   * Adds the ops that draw the value.
   *
   * @param tf where the ops go
   * @param shape the weight's shape
   * @param seed the weight's own seed
   * @return the value; the same seed gives the same
   * @throws IllegalArgumentException when the initializer is not made for such a shape
   */
  Operand<TFloat32> call(Ops tf, Shape shape, long seed);

  /**
   * How Keras writes this initializer.
   *
   * @return its class and arguments there, or empty for one of your own
   */
  default Optional<KerasConfig> config() {
    return Optional.empty();
  }

  /**
   * Uniform in plus or minus {@code sqrt(6 / (fanIn + fanOut))} (Glorot and Bengio 2010), the
   * default of kernels: Keras's {@code glorot_uniform}.
   *
   * @return the initializer
   */
  static Initializer glorotUniform() {
    return new VarianceScaling("GlorotUniform", 1, FanMode.FAN_AVG, Distribution.UNIFORM);
  }

  /**
   * Normal with variance {@code 2 / (fanIn + fanOut)}, cut off at two standard deviations (Glorot
   * and Bengio 2010): Keras's {@code glorot_normal}.
   *
   * @return the initializer
   */
  static Initializer glorotNormal() {
    return new VarianceScaling("GlorotNormal", 1, FanMode.FAN_AVG, Distribution.TRUNCATED_NORMAL);
  }

  /**
   * Uniform in plus or minus {@code sqrt(6 / fanIn)} (He et al. 2015), for ReLU: Keras's {@code
   * he_uniform}.
   *
   * @return the initializer
   */
  static Initializer heUniform() {
    return new VarianceScaling("HeUniform", 2, FanMode.FAN_IN, Distribution.UNIFORM);
  }

  /**
   * Normal with variance {@code 2 / fanIn}, cut off at two standard deviations (He et al. 2015),
   * for ReLU: Keras's {@code he_normal}.
   *
   * @return the initializer
   */
  static Initializer heNormal() {
    return new VarianceScaling("HeNormal", 2, FanMode.FAN_IN, Distribution.TRUNCATED_NORMAL);
  }

  /**
   * Uniform in plus or minus {@code sqrt(3 / fanIn)}: Keras's {@code lecun_uniform}.
   *
   * @return the initializer
   */
  static Initializer lecunUniform() {
    return new VarianceScaling("LecunUniform", 1, FanMode.FAN_IN, Distribution.UNIFORM);
  }

  /**
   * Normal with variance {@code 1 / fanIn}, cut off at two standard deviations, for SELU (Klambauer
   * et al. 2017): Keras's {@code lecun_normal}.
   *
   * @return the initializer
   */
  static Initializer lecunNormal() {
    return new VarianceScaling("LecunNormal", 1, FanMode.FAN_IN, Distribution.TRUNCATED_NORMAL);
  }

  /**
   * Zero mean and variance {@code scale / fan}: Keras's {@code variance_scaling}.
   *
   * @param scale above 0
   * @param mode which fan
   * @param distribution what is drawn
   * @return the initializer
   * @throws IllegalArgumentException when the scale is not above 0
   */
  static Initializer varianceScaling(double scale, FanMode mode, Distribution distribution) {
    return new VarianceScaling("VarianceScaling", scale, mode, distribution);
  }

  /**
   * A random matrix with orthonormal rows or columns, whichever are fewer (Saxe et al. 2014), the
   * default of recurrent kernels: Keras's {@code orthogonal}.
   *
   * @return the initializer of a weight of two axes or more, of which all but the last are taken as
   *     one
   */
  static Initializer orthogonal() {
    return orthogonal(1);
  }

  /**
   * An {@linkplain #orthogonal() orthogonal} matrix times a number.
   *
   * @param gain the number
   * @return the initializer of a weight of two axes or more
   */
  static Initializer orthogonal(double gain) {
    return new Orthogonal(gain);
  }

  /**
   * Ones on the diagonal and zeros elsewhere: Keras's {@code identity}.
   *
   * @return the initializer of a weight of two axes
   */
  static Initializer identity() {
    return identity(1);
  }

  /**
   * A number on the diagonal and zeros elsewhere.
   *
   * @param gain the number
   * @return the initializer of a weight of two axes
   */
  static Initializer identity(double gain) {
    return new Identity(gain);
  }

  /**
   * All zeros, the default of biases.
   *
   * @return the initializer
   */
  static Initializer zeros() {
    return new Constant("Zeros", 0);
  }

  /**
   * All ones.
   *
   * @return the initializer
   */
  static Initializer ones() {
    return new Constant("Ones", 1);
  }

  /**
   * The same number everywhere.
   *
   * @param value the number
   * @return the initializer
   */
  static Initializer constant(double value) {
    return new Constant("Constant", value);
  }

  /**
   * Normal with mean 0 and standard deviation 0.05: Keras's {@code random_normal}.
   *
   * @return the initializer
   */
  static Initializer randomNormal() {
    return randomNormal(0, 0.05);
  }

  /**
   * Normal.
   *
   * @param mean the mean
   * @param stddev the standard deviation, not below 0
   * @return the initializer
   */
  static Initializer randomNormal(double mean, double stddev) {
    return new RandomNormal(mean, stddev, false);
  }

  /**
   * Normal with mean 0 and standard deviation 0.05, cut off: Keras's {@code truncated_normal}.
   *
   * @return the initializer
   */
  static Initializer truncatedNormal() {
    return truncatedNormal(0, 0.05);
  }

  /**
   * Normal, where draws of more than two standard deviations from the mean are drawn again.
   *
   * @param mean the mean
   * @param stddev the standard deviation before the cut, not below 0
   * @return the initializer
   */
  static Initializer truncatedNormal(double mean, double stddev) {
    return new RandomNormal(mean, stddev, true);
  }

  /**
   * Uniform in plus or minus 0.05, the default of embeddings: Keras's {@code random_uniform}.
   *
   * @return the initializer
   */
  static Initializer randomUniform() {
    return randomUniform(-0.05, 0.05);
  }

  /**
   * Uniform.
   *
   * @param minval the least value
   * @param maxval above all values
   * @return the initializer
   */
  static Initializer randomUniform(double minval, double maxval) {
    return new RandomUniform(minval, maxval);
  }
}
