package io.longtape.optimizers;

import io.longtape.autodiff.ResourceVariable;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TType;

/** A variable that may be updated: what goes through {@code tf} waits until then. */
record Turn(Ops tf, GradientAndVariable pair) {

  Operand<TFloat32> gradient() {
    return pair.gradient();
  }

  ResourceVariable<TFloat32> variable() {
    return pair.variable();
  }

  Operand<? extends TType> handle() {
    return pair.variable().handle();
  }

  ResourceVariable<TFloat32> slot(Slots slots, String slot) {
    return slots.get(pair.name(), slot);
  }

  Operand<? extends TType> slotHandle(Slots slots, String slot) {
    return slot(slots, slot).handle();
  }
}
