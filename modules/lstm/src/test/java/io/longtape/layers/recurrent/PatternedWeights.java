package io.longtape.layers.recurrent;

import io.longtape.weights.WeightSpec;
import io.longtape.weights.Weights;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TNumber;

/** Weights with fixed numbers, states with zeros and then what was assigned. */
final class PatternedWeights implements Weights {

  private final Map<String, WeightSpec> asked = new LinkedHashMap<>();
  private final Map<String, Operand<TFloat32>> states = new HashMap<>();

  /** The weights that were asked for, in that order. */
  Map<String, WeightSpec> asked() {
    return asked;
  }

  @Override
  public Operand<TFloat32> read(Ops tf, WeightSpec spec) {
    asked.put(spec.path(), spec);
    if (spec.trainable()) {
      return tf.constantOf(pattern(spec.shape(), 7, 11, 10));
    }
    return states.computeIfAbsent(
        spec.path(), path -> tf.zeros(tf.constant(spec.shape().asArray()), TFloat32.class));
  }

  @Override
  public Operand<TFloat32> gather(Ops tf, WeightSpec spec, Operand<? extends TNumber> indices) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Op assign(Ops tf, WeightSpec spec, Operand<TFloat32> value) {
    states.put(spec.path(), value);
    return value;
  }

  /** Element i is {@code (i * factor % modulus - modulus / 2) / scale}, the division whole. */
  static TFloat32 pattern(Shape shape, int factor, int modulus, float scale) {
    float[] data = new float[(int) shape.size()];
    for (int i = 0; i < data.length; i++) {
      data[i] = (i * factor % modulus - modulus / 2) / scale;
    }
    return TFloat32.tensorOf(shape, DataBuffers.of(data, true, false));
  }
}
