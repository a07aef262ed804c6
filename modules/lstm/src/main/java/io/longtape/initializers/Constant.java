package io.longtape.initializers;

import java.util.Map;
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
  public Optional<InitializerConfig> config() {
    return Optional.of(
        new InitializerConfig(
            className, className.equals("Constant") ? Map.of("value", value) : Map.of()));
  }
}
