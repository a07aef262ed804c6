package io.longtape.layers;

import static java.util.Objects.requireNonNull;

import io.longtape.activations.KerasActivation;
import io.longtape.config.KerasConfig;
import io.longtape.initializers.Initializer;
import java.util.Optional;
import org.tensorflow.Operand;
import org.tensorflow.framework.activations.Activation;
import org.tensorflow.framework.constraints.Constraint;
import org.tensorflow.framework.regularizers.Regularizer;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * A fully connected layer, {@code activation(x . kernel + bias)} over the last axis, as {@code
 * keras.layers.Dense}.
 *
 * <p>Input {@code [batch, ..., features]}, output the same with {@code units} in the place of
 * {@code features}; a mask passes through. Weights: {@code kernel [features, units]} (Glorot
 * uniform) and {@code bias [units]} (zeros).
 */
public final class Dense extends NamedLayer<Dense> implements UnaryLayer {

  private final int units;
  private Activation activation = KerasActivation.LINEAR;
  private boolean useBias = true;
  private WeightOptions kernel = WeightOptions.of(Initializer.glorotUniform());
  private WeightOptions bias = WeightOptions.of(Initializer.zeros());

  private Dense(int units) {
    this.units = units;
  }

  /**
   * A layer without activation.
   *
   * @param units the number of outputs, at least 1
   * @return the layer
   * @throws IllegalArgumentException when {@code units} is below 1
   */
  public static Dense of(int units) {
    return new Dense(Shapes.atLeastOne("units", units));
  }

  /**
   * The same layer with an activation.
   *
   * @param choice what the sums go through; the default is linear
   * @return the layer
   */
  public Dense withActivation(Activation choice) {
    return with(copy -> copy.activation = requireNonNull(choice, "activation"));
  }

  /**
   * The same layer with or without a bias.
   *
   * @param choice the default is true
   * @return the layer
   */
  public Dense withUseBias(boolean choice) {
    return with(copy -> copy.useBias = choice);
  }

  /**
   * The same layer with another start of its kernel.
   *
   * @param choice the default is Glorot uniform
   * @return the layer
   */
  public Dense withKernelInitializer(Initializer choice) {
    return with(copy -> copy.kernel = kernel.withInitializer(choice));
  }

  /**
   * The same layer with another start of its bias.
   *
   * @param choice the default is zeros
   * @return the layer
   */
  public Dense withBiasInitializer(Initializer choice) {
    return with(copy -> copy.bias = bias.withInitializer(choice));
  }

  /**
   * The same layer with a penalty on its kernel.
   *
   * @param choice what is added to the loss; the default is nothing
   * @return the layer
   */
  public Dense withKernelRegularizer(Regularizer choice) {
    return with(copy -> copy.kernel = kernel.withRegularizer(choice));
  }

  /**
   * The same layer with a penalty on its bias.
   *
   * @param choice what is added to the loss; the default is nothing
   * @return the layer
   */
  public Dense withBiasRegularizer(Regularizer choice) {
    return with(copy -> copy.bias = bias.withRegularizer(choice));
  }

  /**
   * The same layer with a constraint on its kernel.
   *
   * @param choice what the kernel goes through after each update; the default is nothing
   * @return the layer
   */
  public Dense withKernelConstraint(Constraint choice) {
    return with(copy -> copy.kernel = kernel.withConstraint(choice));
  }

  /**
   * The same layer with a constraint on its bias.
   *
   * @param choice what the bias goes through after each update; the default is nothing
   * @return the layer
   */
  public Dense withBiasConstraint(Constraint choice) {
    return with(copy -> copy.bias = bias.withConstraint(choice));
  }

  @Override
  public Optional<KerasConfig> config() {
    KerasConfig.Builder config =
        startConfig()
            .with("units", units)
            .withPart("activation", KerasActivation.kerasNameOf(activation))
            .with("use_bias", useBias);
    kernel.addTo(config, "kernel");
    bias.addTo(config, "bias");
    return config.with("quantization_config", null).build();
  }

  @Override
  public MaskedTensor call(Pass pass, MaskedTensor input) {
    Ops tf = pass.tf();
    Operand<TFloat32> x = input.floats(pass.path());
    Shape shape = x.shape();
    long features = Shapes.features(pass.path(), shape);
    boolean matrix = shape.numDimensions() == 2;
    Operand<TFloat32> rows = matrix ? x : tf.reshape(x, tf.constant(new long[] {-1, features}));
    Operand<TFloat32> sums =
        tf.linalg.matMul(rows, pass.weight(kernel.spec("kernel", features, units)));
    if (useBias) {
      sums = tf.math.add(sums, pass.weight(bias.spec("bias", units)));
    }
    Operand<TFloat32> out =
        matrix
            ? sums
            : Sizes.of(tf).addAxes(x, 0, shape.numDimensions() - 1).add(units).reshape(sums);
    return input.activate(tf, activation, out);
  }
}
