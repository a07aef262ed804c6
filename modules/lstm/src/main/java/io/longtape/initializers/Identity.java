package io.longtape.initializers;

import io.longtape.config.KerasConfig;
import java.util.Optional;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

record Identity(double gain) implements Initializer {

  @Override
  public Operand<TFloat32> call(Ops tf, Shape shape, long seed) {
    if (shape.numDimensions() != 2) {
      throw new IllegalArgumentException("an identity needs two axes, but the shape is " + shape);
    }
    Operand<TFloat32> zeros = Initializer.zeros().call(tf, shape, seed);
    Shape diagonal = Shape.of(Math.min(shape.get(0), shape.get(1)));
    return tf.linalg.matrixSetDiag(
        zeros, Initializer.constant(gain).call(tf, diagonal, seed), tf.constant(0));
  }

  @Override
  public Optional<KerasConfig> config() {
    KerasConfig.Builder config = Configs.of("Identity");
    return (gain == 1 ? config : config.with("gain", gain)).build();
  }
}
