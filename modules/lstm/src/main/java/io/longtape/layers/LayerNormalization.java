package io.longtape.layers;

import io.longtape.config.KerasConfig;
import io.longtape.initializers.Initializer;
import io.longtape.weights.WeightSpec;
import java.util.Arrays;
import java.util.Optional;
import org.tensorflow.Operand;
import org.tensorflow.framework.constraints.Constraint;
import org.tensorflow.framework.regularizers.Regularizer;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.math.Mean;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * Gives each example, or each of its time steps, mean 0 and variance 1 and then a learned scale and
 * centre (Ba et al. 2016), as {@code keras.layers.LayerNormalization}.
 *
 * <p>Input and output {@code [batch, ..., features]}; a mask passes through. Weights, of the sizes
 * of the normalized axes: {@code gamma} (ones) and {@code beta} (zeros).
 */
public final class LayerNormalization extends NamedLayer<LayerNormalization> implements UnaryLayer {

  private int[] axes = {-1};
  private float epsilon = 1e-3f;
  private boolean center = true;
  private boolean scale = true;
  private WeightOptions gamma = WeightOptions.of(Initializer.ones());
  private WeightOptions beta = WeightOptions.of(Initializer.zeros());

  private LayerNormalization() {}

  /**
   * A layer that normalizes the last axis.
   *
   * @return the layer
   */
  public static LayerNormalization of() {
    return new LayerNormalization();
  }

  /**
   * The same layer over other axes.
   *
   * @param choice counted with the batch, negative from the end; their sizes must be known. The
   *     default is -1
   * @return the layer
   * @throws IllegalArgumentException when there is none
   */
  public LayerNormalization withAxis(int... choice) {
    if (choice.length == 0) {
      throw new IllegalArgumentException("layer normalization needs at least one axis");
    }
    int[] sorted = choice.clone();
    Arrays.sort(sorted);
    return with(copy -> copy.axes = sorted);
  }

  /**
   * The same layer with another guard against a division by zero.
   *
   * @param choice is added to the variance; the default is 0.001
   * @return the layer
   */
  public LayerNormalization withEpsilon(double choice) {
    return with(copy -> copy.epsilon = (float) choice);
  }

  /**
   * The same layer with or without {@code beta}.
   *
   * @param choice whether a learned number is added; the default is true
   * @return the layer
   */
  public LayerNormalization withCenter(boolean choice) {
    return with(copy -> copy.center = choice);
  }

  /**
   * The same layer with or without {@code gamma}.
   *
   * @param choice whether a learned number multiplies; the default is true
   * @return the layer
   */
  public LayerNormalization withScale(boolean choice) {
    return with(copy -> copy.scale = choice);
  }

  /**
   * The same layer with another start of {@code beta}.
   *
   * @param choice the default is zeros
   * @return the layer
   */
  public LayerNormalization withBetaInitializer(Initializer choice) {
    return with(copy -> copy.beta = beta.withInitializer(choice));
  }

  /**
   * The same layer with another start of {@code gamma}.
   *
   * @param choice the default is ones
   * @return the layer
   */
  public LayerNormalization withGammaInitializer(Initializer choice) {
    return with(copy -> copy.gamma = gamma.withInitializer(choice));
  }

  /**
   * The same layer with a penalty on {@code beta}.
   *
   * @param choice what is added to the loss; the default is nothing
   * @return the layer
   */
  public LayerNormalization withBetaRegularizer(Regularizer choice) {
    return with(copy -> copy.beta = beta.withRegularizer(choice));
  }

  /**
   * The same layer with a penalty on {@code gamma}.
   *
   * @param choice what is added to the loss; the default is nothing
   * @return the layer
   */
  public LayerNormalization withGammaRegularizer(Regularizer choice) {
    return with(copy -> copy.gamma = gamma.withRegularizer(choice));
  }

  /**
   * The same layer with a constraint on {@code beta}.
   *
   * @param choice what it goes through after each update; the default is nothing
   * @return the layer
   */
  public LayerNormalization withBetaConstraint(Constraint choice) {
    return with(copy -> copy.beta = beta.withConstraint(choice));
  }

  /**
   * The same layer with a constraint on {@code gamma}.
   *
   * @param choice what it goes through after each update; the default is nothing
   * @return the layer
   */
  public LayerNormalization withGammaConstraint(Constraint choice) {
    return with(copy -> copy.gamma = gamma.withConstraint(choice));
  }

  @Override
  public Optional<KerasConfig> config() {
    KerasConfig.Builder config =
        startConfig()
            .with("axis", Penalties.axis(axes))
            .withFloat("epsilon", epsilon)
            .with("center", center)
            .with("scale", scale)
            .with("rms_scaling", false);
    beta.addTo(config, "beta");
    gamma.addTo(config, "gamma");
    return config.build();
  }

  @Override
  public MaskedTensor call(Pass pass, MaskedTensor input) {
    Ops tf = pass.tf();
    Operand<TFloat32> x = input.floats(pass.path());
    long[] sizes = sizes(pass.path(), x.shape());
    Operand<TInt32> over = tf.constant(axes);
    Operand<TFloat32> mean = tf.math.mean(x, over, Mean.keepDims(true));
    Operand<TFloat32> variance =
        tf.math.mean(tf.math.squaredDifference(x, mean), over, Mean.keepDims(true));
    Operand<TFloat32> inverse = tf.math.rsqrt(tf.math.add(variance, tf.constant(epsilon)));
    if (scale) {
      inverse = tf.math.mul(inverse, weight(pass, gamma.spec("gamma", sizes), x.shape()));
    }
    Operand<TFloat32> shift = tf.math.neg(tf.math.mul(mean, inverse));
    if (center) {
      shift = tf.math.add(shift, weight(pass, beta.spec("beta", sizes), x.shape()));
    }
    return input.withTensor(tf.math.add(tf.math.mul(x, inverse), shift));
  }

  private long[] sizes(String layer, Shape shape) {
    int rank = shape.isUnknown() ? 0 : shape.numDimensions();
    for (int axis : axes) {
      if (axis >= rank || axis < -rank || shape.get(axis) == Shape.UNKNOWN_SIZE) {
        throw new IllegalArgumentException(
            "layer '%s' normalizes the axes %s, which need known sizes, but got %s"
                .formatted(layer, Arrays.toString(axes), shape));
      }
    }
    return Arrays.stream(axes).mapToLong(shape::get).toArray();
  }

  /** A weight with ones for the axes that are not normalized. */
  private Operand<TFloat32> weight(Pass pass, WeightSpec spec, Shape shape) {
    Operand<TFloat32> value = pass.weight(spec);
    if (axes.length == 1 && (axes[0] == -1 || axes[0] == shape.numDimensions() - 1)) {
      return value;
    }
    long[] dims = new long[shape.numDimensions()];
    Arrays.fill(dims, 1);
    for (int axis : axes) {
      dims[Math.floorMod(axis, dims.length)] = shape.get(axis);
    }
    return pass.tf().reshape(value, pass.tf().constant(dims));
  }
}
