package io.longtape.layers;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/** Joins inputs along their last axis, as {@code keras.layers.Concatenate}. */
public final class Concatenate {

  private Concatenate() {}

  /**
   * Joins the inputs.
   *
   * @param pass where the op goes
   * @param inputs two or more tensors that differ in the last axis only
   * @return {@code [..., sum of the last axes]}
   */
  public static Operand<TFloat32> call(Pass pass, List<? extends Operand<TFloat32>> inputs) {
    return pass.tf().concat(List.copyOf(inputs), pass.tf().constant(-1));
  }
}
