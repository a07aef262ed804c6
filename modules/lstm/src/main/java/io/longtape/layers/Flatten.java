package io.longtape.layers;

import io.longtape.config.KerasConfig;
import java.util.Optional;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TType;

/**
 * All axes but the batch as one, as {@code keras.layers.Flatten}.
 *
 * <p>Input {@code [batch, ...]} of any type, output {@code [batch, size]}, without a mask.
 */
public final class Flatten extends NamedLayer<Flatten> implements UnaryLayer {

  private Flatten() {}

  /**
   * The layer.
   *
   * @return the layer
   */
  public static Flatten of() {
    return new Flatten();
  }

  @Override
  public Optional<KerasConfig> config() {
    return startConfig().with("data_format", "channels_last").build();
  }

  @Override
  public MaskedTensor call(Pass pass, MaskedTensor input) {
    Shape shape = input.tensor().shape();
    if (shape.isUnknown() || shape.numDimensions() == 0) {
      throw new IllegalArgumentException(
          "layer '%s' expects [batch, ...], but got %s".formatted(pass.path(), shape));
    }
    return MaskedTensor.of(flat(pass.tf(), input.tensor(), shape.tail()));
  }

  private static <T extends TType> Operand<T> flat(Ops tf, Operand<T> x, Shape example) {
    return example.hasUnknownDimension()
        ? Sizes.of(tf).addAxes(x, 0, 1).addRest().reshape(x)
        : Sizes.of(tf).addAxes(x, 0, 1).add(example.size()).reshape(x);
  }
}
