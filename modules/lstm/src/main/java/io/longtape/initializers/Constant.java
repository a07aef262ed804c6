package io.longtape.initializers;

import io.longtape.config.KerasConfig;
import java.util.Optional;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** Keras's {@code Constant}, {@code Zeros} and {@code Ones}. */
record Constant(String className, double value) implements Initializer {

  @Override
  public Operand<TFloat32> call(Ops tf, Shape shape, long seed) {
    return tf.fill(tf.constant(shape.asArray()), tf.constant((float) value));
  }

  @Override
  public Optional<KerasConfig> config() {
    KerasConfig.Builder config = Configs.of(className);
    return (className.equals("Constant") ? config.with("value", value) : config).build();
  }
}
