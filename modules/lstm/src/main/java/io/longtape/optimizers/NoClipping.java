package io.longtape.optimizers;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** Gradients as they come. */
record NoClipping() implements Clipping {

  @Override
  public List<Operand<TFloat32>> apply(Ops tf, List<Operand<TFloat32>> gradients) {
    return gradients;
  }
}
