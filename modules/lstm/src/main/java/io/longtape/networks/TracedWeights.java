package io.longtape.networks;

import io.longtape.weights.WeightSpec;
import io.longtape.weights.Weights;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TNumber;

/** Stands in for weights while a network is only looked at, and writes down what is asked for. */
final class TracedWeights implements Weights {

  private final Map<String, WeightSpec> specs = new LinkedHashMap<>();

  List<WeightSpec> specs() {
    return List.copyOf(specs.values());
  }

  @Override
  public Operand<TFloat32> read(Ops tf, WeightSpec spec) {
    WeightSpec before = specs.putIfAbsent(spec.path(), spec);
    if (before != null && !before.shape().equals(spec.shape())) {
      throw new IllegalArgumentException(
          "weight '%s' has shape %s already and is asked for as %s"
              .formatted(spec.path(), before.shape(), spec.shape()));
    }
    return tf.placeholder(TFloat32.class, Placeholder.shape(spec.shape()));
  }

  @Override
  public Operand<TFloat32> gather(Ops tf, WeightSpec spec, Operand<? extends TNumber> indices) {
    return tf.gather(read(tf, spec), indices, tf.constant(0));
  }

  @Override
  public Op assign(Ops tf, WeightSpec spec, Operand<TFloat32> value) {
    return value;
  }
}
