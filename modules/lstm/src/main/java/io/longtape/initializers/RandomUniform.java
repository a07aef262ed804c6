package io.longtape.initializers;

import io.longtape.config.KerasConfig;
import java.util.Optional;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

record RandomUniform(double minval, double maxval) implements Initializer {

  RandomUniform {
    if (!(minval <= maxval)) {
      throw new IllegalArgumentException(
          "minval must not be above maxval, but they are " + minval + " and " + maxval);
    }
  }

  @Override
  public Operand<TFloat32> call(Ops tf, Shape shape, long seed) {
    Operand<TFloat32> uniform =
        tf.random.statelessRandomUniform(
            tf.constant(shape.asArray()), tf.constant(new long[] {seed, 0}), TFloat32.class);
    return tf.math.add(
        tf.math.mul(uniform, tf.constant((float) (maxval - minval))), tf.constant((float) minval));
  }

  @Override
  public Optional<KerasConfig> config() {
    return Configs.of("RandomUniform")
        .with("seed", null)
        .with("minval", minval)
        .with("maxval", maxval)
        .build();
  }
}
