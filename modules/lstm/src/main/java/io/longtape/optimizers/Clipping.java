package io.longtape.optimizers;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * Keeps gradients from being too large: Keras's {@code clipvalue}, {@code clipnorm} and {@code
 * global_clipnorm}. Where a row comes twice in a sparse gradient each of its parts is bounded, and
 * counts for the norm, by itself, as in Keras on TensorFlow.
 */
public sealed interface Clipping
    permits NoClipping, ClippingByValue, ClippingByNorm, ClippingByGlobalNorm {

  /**
   * Leaves gradients as they are.
   *
   * @return the clipping
   */
  static Clipping none() {
    return new NoClipping();
  }

  /**
   * Bounds each element to between {@code -value} and {@code value}.
   *
   * @param value above 0
   * @return the clipping
   * @throws IllegalArgumentException when the value is not above 0
   */
  static Clipping byValue(double value) {
    return new ClippingByValue(bound("value", value));
  }

  /**
   * Scales each gradient down by itself where its Euclidean norm is above a bound.
   *
   * @param norm the bound, above 0
   * @return the clipping
   * @throws IllegalArgumentException when the bound is not above 0
   */
  static Clipping byNorm(double norm) {
    return new ClippingByNorm(bound("norm", norm));
  }

  /**
   * Scales all gradients down together where their joint Euclidean norm is above a bound (Pascanu
   * et al. 2013). A norm that is infinite or not a number makes all of them not a number.
   *
   * @param norm the bound, above 0
   * @return the clipping
   * @throws IllegalArgumentException when the bound is not above 0
   */
  static Clipping byGlobalNorm(double norm) {
    return new ClippingByGlobalNorm(bound("norm", norm));
  }

  /**
   * Clips the gradients of a step.
   *
   * @param tf where the ops go
   * @param gradients of all variables; null for one without
   * @return one for each in the same order; null stays null, and sparse gradients stay sparse but
   *     where all are scaled together
   */
  List<Operand<TFloat32>> apply(Ops tf, List<Operand<TFloat32>> gradients);

  private static double bound(String what, double bound) {
    if (!(bound > 0 && bound < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "the %s to clip at must be above 0, but is %s".formatted(what, bound));
    }
    return bound;
  }
}
