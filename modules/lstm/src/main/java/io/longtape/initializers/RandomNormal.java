package io.longtape.initializers;

import io.longtape.config.KerasConfig;
import java.util.Optional;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;

/** Normal draws, cut off at two standard deviations or not. */
record RandomNormal(double mean, double stddev, boolean truncated) implements Initializer {

  RandomNormal {
    if (!(stddev >= 0)) {
      throw new IllegalArgumentException("stddev must not be below 0, but is " + stddev);
    }
  }

  @Override
  public Operand<TFloat32> call(Ops tf, Shape shape, long seed) {
    Operand<TInt64> dims = tf.constant(shape.asArray());
    Operand<TInt64> key = tf.constant(new long[] {seed, 0});
    Operand<TFloat32> standard =
        truncated
            ? tf.random.statelessTruncatedNormal(dims, key, TFloat32.class)
            : tf.random.statelessRandomNormal(dims, key, TFloat32.class);
    return tf.math.add(
        tf.math.mul(standard, tf.constant((float) stddev)), tf.constant((float) mean));
  }

  @Override
  public Optional<KerasConfig> config() {
    return Configs.of(truncated ? "TruncatedNormal" : "RandomNormal")
        .with("seed", null)
        .with("mean", mean)
        .with("stddev", stddev)
        .build();
  }
}
