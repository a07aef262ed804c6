package io.longtape.layers;

import static java.util.Objects.requireNonNull;

import io.longtape.initializers.Initializer;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;

/**
 * The mean over time, weighted by a learned attention (Yang et al. 2016, after Bahdanau et al.
 * 2015): {@code score = tanh(x . kernel + bias) . context}, weights are the softmax of the scores
 * over time.
 *
 * <p>Input {@code [batch, time, features]}, output {@code [batch, features]}. Steps that the mask
 * hides have no weight; where none counts the output is 0. The output has no mask. Weights: {@code
 * kernel [features, units]} and {@code context [units]} (both Glorot uniform), and {@code bias
 * [units]} (zeros). Keras has no such layer.
 */
public final class AttentionPooling1D extends NamedLayer<AttentionPooling1D> implements UnaryLayer {

  private static final float HIDDEN = -1e9f;

  private final int units;
  private WeightOptions kernel = WeightOptions.of(Initializer.glorotUniform());
  private WeightOptions context = WeightOptions.of(Initializer.glorotUniform());
  private WeightOptions bias = WeightOptions.of(Initializer.zeros());

  private AttentionPooling1D(int units) {
    this.units = units;
  }

  /**
   * A layer whose attention has that many units.
   *
   * @param units the size of what a step is turned into before it is scored, at least 1
   * @return the layer
   * @throws IllegalArgumentException when {@code units} is below 1
   */
  public static AttentionPooling1D of(int units) {
    return new AttentionPooling1D(Shapes.atLeastOne("units", units));
  }

  /**
   * The same layer with other options of its kernel.
   *
   * @param choice the default starts by Glorot uniform
   * @return the layer
   */
  public AttentionPooling1D withKernel(WeightOptions choice) {
    return with(copy -> copy.kernel = requireNonNull(choice, "kernel"));
  }

  /**
   * The same layer with other options of its bias.
   *
   * @param choice the default starts at zeros
   * @return the layer
   */
  public AttentionPooling1D withBias(WeightOptions choice) {
    return with(copy -> copy.bias = requireNonNull(choice, "bias"));
  }

  /**
   * The same layer with other options of its context.
   *
   * @param choice the default starts by Glorot uniform
   * @return the layer
   */
  public AttentionPooling1D withContext(WeightOptions choice) {
    return with(copy -> copy.context = requireNonNull(choice, "context"));
  }

  @Override
  public MaskedTensor call(Pass pass, MaskedTensor input) {
    Ops tf = pass.tf();
    Operand<TFloat32> x = input.floats(pass.path());
    Operand<TFloat32> scores = scores(pass, x);
    Operand<TFloat32> weights =
        input.mask().map(mask -> weights(tf, scores, mask)).orElseGet(() -> tf.nn.softmax(scores));
    return MaskedTensor.of(
        tf.reduceSum(tf.math.mul(tf.expandDims(weights, tf.constant(2)), x), tf.constant(1)));
  }

  private static Operand<TFloat32> weights(
      Ops tf, Operand<TFloat32> scores, Operand<TBool> counts) {
    Operand<TFloat32> weights = tf.nn.softmax(tf.select(counts, scores, tf.constant(HIDDEN)));
    return tf.select(counts, weights, tf.constant(0f));
  }

  /** One number for each step. */
  private Operand<TFloat32> scores(Pass pass, Operand<TFloat32> x) {
    Ops tf = pass.tf();
    long features = Shapes.features(pass.path(), x.shape(), 3);
    Operand<TFloat32> steps = tf.reshape(x, tf.constant(new long[] {-1, features}));
    Operand<TFloat32> hidden =
        tf.math.tanh(
            tf.math.add(
                tf.linalg.matMul(steps, pass.weight(kernel.spec("kernel", features, units))),
                pass.weight(bias.spec("bias", units))));
    Operand<TFloat32> scores =
        tf.linalg.matMul(
            hidden, tf.expandDims(pass.weight(context.spec("context", units)), tf.constant(1)));
    return Sizes.of(tf).addAxes(x, 0, 2).reshape(scores);
  }
}
