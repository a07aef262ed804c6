package io.longtape.layers;

import io.longtape.config.KerasConfig;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;

/**
 * Scales raw columns by fixed offsets and scales, {@code (x - offset) / scale}, and back, as {@code
 * keras.layers.Normalization} with {@code mean} and {@code variance} given.
 *
 * <p>As a layer it reads {@code [..., columns]}, float64 or float32, and gives float32 of the same
 * shape; a mask passes through.
 *
 * <p>Works in float64 before it rounds to float32, so that a series with a large level and small
 * movements keeps them. The numbers are constants of the graph: a saved model takes raw values.
 */
public final class Normalization extends NamedLayer<Normalization> implements UnaryLayer {

  private final double[] offset;
  private final double[] scale;

  private Normalization(double[] offset, double[] scale) {
    this.offset = offset;
    this.scale = scale;
  }

  /**
   * A scaling of the last axis.
   *
   * @param offset what is taken from each column
   * @param scale what each column is then divided by, none zero
   * @return the scaling
   * @throws IllegalArgumentException when the lengths differ or a scale is zero or not finite
   */
  public static Normalization of(double[] offset, double[] scale) {
    if (offset.length != scale.length) {
      throw new IllegalArgumentException(
          "as many offsets as scales are needed, but there are "
              + offset.length
              + " and "
              + scale.length);
    }
    for (int column = 0; column < scale.length; column++) {
      if (scale[column] == 0 || !Double.isFinite(scale[column])) {
        throw new IllegalArgumentException(
            "the scale of column " + column + " must be finite and not 0: " + scale[column]);
      }
    }
    return new Normalization(offset.clone(), scale.clone());
  }

  @Override
  public Optional<KerasConfig> config() {
    return startConfig()
        .with("axis", List.of(-1))
        .with("invert", false)
        .with("mean", Arrays.stream(offset).boxed().toList())
        .with("variance", Arrays.stream(scale).map(s -> s * s).boxed().toList())
        .build();
  }

  @Override
  public MaskedTensor call(Pass pass, MaskedTensor input) {
    Ops tf = pass.tf();
    Shape shape = input.tensor().shape();
    if (shape.isUnknown() || shape.numDimensions() == 0 || shape.get(-1) != scale.length) {
      throw new IllegalArgumentException(
          "layer '%s' scales %d columns and expects [..., %d], but got %s"
              .formatted(pass.path(), scale.length, scale.length, shape));
    }
    boolean wide = input.tensor().asOutput().type() == TFloat64.class;
    return input.withTensor(
        scale(
            tf,
            wide
                ? input.tensor().asOutput().expect(TFloat64.class)
                : tf.dtypes.cast(input.floats(pass.path()), TFloat64.class)));
  }

  /**
   * Raw to scaled.
   *
   * @param tf where the ops go
   * @param raw {@code [..., columns]}
   * @return the scaled values, of the same shape
   */
  public Operand<TFloat32> scale(Ops tf, Operand<TFloat64> raw) {
    Operand<TFloat64> centred = tf.math.sub(raw, tf.constant(offset));
    return tf.dtypes.cast(tf.math.div(centred, tf.constant(scale)), TFloat32.class);
  }

  /**
   * Scaled to raw.
   *
   * @param tf where the ops go
   * @param scaled {@code [..., columns]}
   * @return the raw values, of the same shape
   */
  public Operand<TFloat64> invert(Ops tf, Operand<TFloat32> scaled) {
    Operand<TFloat64> wide = tf.dtypes.cast(scaled, TFloat64.class);
    return tf.math.add(tf.math.mul(wide, tf.constant(scale)), tf.constant(offset));
  }
}
