package io.longtape.initializers;

import static java.util.Objects.requireNonNull;

import io.longtape.config.KerasConfig;
import java.util.Optional;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** Keras's {@code VarianceScaling} and those that are it with fixed arguments. */
record VarianceScaling(String className, double scale, FanMode mode, Distribution distribution)
    implements Initializer {

  /** The standard deviation of a standard normal draw that is cut off at plus and minus 2. */
  private static final double TRUNCATED_STDDEV = 0.8796256610342398;

  VarianceScaling {
    requireNonNull(mode, "mode");
    requireNonNull(distribution, "distribution");
    if (!(scale > 0)) {
      throw new IllegalArgumentException("scale must be above 0, but is " + scale);
    }
  }

  @Override
  public Operand<TFloat32> call(Ops tf, Shape shape, long seed) {
    double stddev = Math.sqrt(scale / mode.of(shape));
    return drawn(stddev).call(tf, shape, seed);
  }

  private Initializer drawn(double stddev) {
    return switch (distribution) {
      case UNIFORM -> Initializer.randomUniform(-Math.sqrt(3) * stddev, Math.sqrt(3) * stddev);
      case TRUNCATED_NORMAL -> Initializer.truncatedNormal(0, stddev / TRUNCATED_STDDEV);
      case UNTRUNCATED_NORMAL -> Initializer.randomNormal(0, stddev);
    };
  }

  @Override
  public Optional<KerasConfig> config() {
    KerasConfig.Builder config = Configs.of(className).with("seed", null);
    if (className.equals("VarianceScaling")) {
      config
          .with("scale", scale)
          .with("mode", mode.kerasName())
          .with("distribution", distribution.kerasName());
    }
    return config.with("input_axes", null).with("output_axes", null).build();
  }
}
