package io.longtape.layers;

import io.longtape.config.KerasConfig;
import java.util.Optional;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * The same vector for each of {@code n} time steps, as {@code keras.layers.RepeatVector}: between
 * an encoder and a decoder.
 *
 * <p>Input {@code [batch, features]}, output {@code [batch, n, features]}, without a mask.
 */
public final class RepeatVector extends NamedLayer<RepeatVector> implements UnaryLayer {

  private final int n;

  private RepeatVector(int n) {
    this.n = n;
  }

  /**
   * A layer of that many steps.
   *
   * @param n the number of time steps, at least 1
   * @return the layer
   * @throws IllegalArgumentException when {@code n} is below 1
   */
  public static RepeatVector of(int n) {
    return new RepeatVector(Shapes.atLeastOne("n", n));
  }

  @Override
  public Optional<KerasConfig> config() {
    return startConfig().with("n", n).build();
  }

  @Override
  public MaskedTensor call(Pass pass, MaskedTensor input) {
    Ops tf = pass.tf();
    Operand<TFloat32> x = input.floats(pass.path());
    Shapes.features(pass.path(), x.shape(), 2);
    return MaskedTensor.of(
        tf.tile(tf.expandDims(x, tf.constant(1)), tf.constant(new int[] {1, n, 1})));
  }
}
