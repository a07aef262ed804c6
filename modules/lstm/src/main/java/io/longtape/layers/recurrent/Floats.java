package io.longtape.layers.recurrent;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/** Operands that lost their type on the way through a list. */
final class Floats {

  private Floats() {}

  static Operand<TFloat32> of(Operand<?> value) {
    return value.asOutput().expect(TFloat32.class);
  }

  static List<Operand<TFloat32>> of(List<? extends Operand<?>> values) {
    return values.stream().map(Floats::of).toList();
  }
}
