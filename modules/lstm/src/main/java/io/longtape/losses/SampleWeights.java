package io.longtape.losses;

import java.util.Optional;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;

/**
 * How weights and masks meet the values that they weigh: axis by axis from the batch on. So weights
 * {@code [batch]} over values {@code [batch, time]} weigh whole sequences. (Keras 3's metrics do
 * the same; its losses refuse that, or take the weights for those of the steps when batch and time
 * happen to be equal.)
 */
public final class SampleWeights {

  private SampleWeights() {}

  /**
   * Folds a mask into weights: where it is false, the weight is 0.
   *
   * @param tf where the ops go
   * @param weights {@code [batch]} or {@code [batch, time]}
   * @param mask {@code [batch]} or {@code [batch, time]}
   * @return the product, or the one that there is
   */
  public static Optional<Operand<TFloat32>> masked(
      Ops tf, Optional<Operand<TFloat32>> weights, Optional<Operand<TBool>> mask) {
    return product(tf, weights, mask.map(valid -> tf.dtypes.cast(valid, TFloat32.class)));
  }

  /**
   * Gives weights as many axes as the values have.
   *
   * @param tf where the ops go
   * @param weights {@code [batch, ...]}, with fewer axes than the values or a few of size 1 more
   * @param values the values' shape
   * @return weights that broadcast over the values
   * @throws IllegalArgumentException when the shapes, as far as they are known, do not fit
   */
  public static Operand<TFloat32> fit(Ops tf, Operand<TFloat32> weights, Shape values) {
    LabelChecks.requireKnownRank("sample weights", "values", values);
    Operand<TFloat32> fitted = expand(tf, weights, values.numDimensions());
    while (fitted.shape().numDimensions() > values.numDimensions() && fitted.shape().get(-1) == 1) {
      fitted = Aligned.withoutLast(tf, fitted);
    }
    if (!broadcasts(fitted.shape(), values)) {
      throw new IllegalArgumentException(
          "sample weights or a mask of shape "
              + LabelChecks.text(weights.shape())
              + " do not fit values of shape "
              + LabelChecks.text(values)
              + "; to weigh the steps of a sequence, give labels and predictions an axis after time");
    }
    return fitted;
  }

  static Optional<Operand<TFloat32>> product(
      Ops tf, Optional<Operand<TFloat32>> weights, Optional<Operand<TFloat32>> mask) {
    if (weights.isEmpty() || mask.isEmpty()) {
      return weights.or(() -> mask);
    }
    int rank = Math.max(weights.get().shape().numDimensions(), mask.get().shape().numDimensions());
    return Optional.of(tf.math.mul(expand(tf, weights.get(), rank), expand(tf, mask.get(), rank)));
  }

  private static Operand<TFloat32> expand(Ops tf, Operand<TFloat32> weights, int rank) {
    LabelChecks.requireKnownRank("sample weights", "they", weights.shape());
    Operand<TFloat32> expanded = weights;
    for (int axis = weights.shape().numDimensions(); axis < rank; axis++) {
      expanded = tf.expandDims(expanded, tf.constant(-1));
    }
    return expanded;
  }

  private static boolean broadcasts(Shape weights, Shape values) {
    if (weights.numDimensions() != values.numDimensions()) {
      return false;
    }
    for (int axis = 0; axis < values.numDimensions(); axis++) {
      long weight = weights.get(axis);
      long value = values.get(axis);
      if (weight != 1
          && weight != value
          && weight != Shape.UNKNOWN_SIZE
          && value != Shape.UNKNOWN_SIZE) {
        return false;
      }
    }
    return true;
  }
}
