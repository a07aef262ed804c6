package io.longtape.autodiff;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.tensorflow.Operand;

/**
 * What else may be said when gradients are asked for.
 *
 * @param outputGradients one for each target, of the target's shape: what the target's elements are
 *     weighted with; empty for ones
 * @param unconnected what a source without a path to any target gets
 */
public record GradientOptions(List<Operand<?>> outputGradients, UnconnectedGradients unconnected) {

  private static final GradientOptions DEFAULTS =
      new GradientOptions(List.of(), UnconnectedGradients.NONE);

  /**
   * Options out of both parts.
   *
   * @param outputGradients not null, no nulls inside
   * @param unconnected not null
   */
  public GradientOptions {
    outputGradients = List.copyOf(outputGradients);
    requireNonNull(unconnected, "unconnected");
  }

  /**
   * Ones as output gradients, and null for unconnected sources.
   *
   * @return the defaults
   */
  public static GradientOptions defaults() {
    return DEFAULTS;
  }

  /**
   * Weights the targets ({@code output_gradients} in Python).
   *
   * @param gradients one for each target, of its shape
   * @return changed options
   */
  public GradientOptions withOutputGradients(List<? extends Operand<?>> gradients) {
    return new GradientOptions(List.copyOf(gradients), unconnected);
  }

  /**
   * Decides what unconnected sources get ({@code unconnected_gradients} in Python).
   *
   * @param choice null or zeros
   * @return changed options
   */
  public GradientOptions withUnconnected(UnconnectedGradients choice) {
    return new GradientOptions(outputGradients, choice);
  }
}
