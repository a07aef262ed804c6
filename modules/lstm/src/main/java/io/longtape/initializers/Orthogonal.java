package io.longtape.initializers;

import io.longtape.config.KerasConfig;
import java.util.Optional;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.linalg.Qr;
import org.tensorflow.types.TFloat32;

/** Not the framework's: that one draws by an op with state and fails for more columns than rows. */
record Orthogonal(double gain) implements Initializer {

  @Override
  public Operand<TFloat32> call(Ops tf, Shape shape, long seed) {
    if (shape.numDimensions() < 2) {
      throw new IllegalArgumentException(
          "an orthogonal weight needs two axes or more, but the shape is " + shape);
    }
    long columns = shape.get(-1);
    long rows = shape.size() / columns;
    Shape tall = Shape.of(Math.max(rows, columns), Math.min(rows, columns));
    Operand<TFloat32> normal = Initializer.randomNormal(0, 1).call(tf, tall, seed);
    Qr<TFloat32> qr = tf.linalg.qr(normal);
    // With R's diagonal above zero Q is drawn evenly from all orthogonal matrices.
    Operand<TFloat32> signs =
        tf.math.sign(tf.linalg.matrixDiagPart(qr.r(), tf.constant(0), tf.constant(0f)));
    Operand<TFloat32> even = tf.math.mul(qr.q(), signs);
    Operand<TFloat32> matrix =
        rows < columns ? tf.linalg.transpose(even, tf.constant(new int[] {1, 0})) : even;
    return tf.math.mul(tf.reshape(matrix, tf.constant(shape.asArray())), tf.constant((float) gain));
  }

  @Override
  public Optional<KerasConfig> config() {
    return Configs.of("Orthogonal").with("seed", null).with("gain", gain).build();
  }
}
