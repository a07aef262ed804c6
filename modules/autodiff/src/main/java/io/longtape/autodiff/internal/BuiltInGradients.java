package io.longtape.autodiff.internal;

import io.longtape.autodiff.gradients.OpGradient;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Gradients in Java, of ops whose C++ gradient TensorFlow lacks, has wrong or builds slowly. They
 * give what Python's give, and are themselves differentiable unless their file says otherwise.
 */
public final class BuiltInGradients {

  private static final Map<String, Formula> BROADCASTING =
      union(
          List.of(
              BroadcastGradients.all(),
              LossGradients.broadcasting(),
              SpecialGradients.broadcasting()));

  private static final Map<String, OpGradient> ALL =
      asOpGradients(
          union(
              List.of(
                  BROADCASTING,
                  ActivationGradients.all(),
                  ArrayGradients.all(),
                  GatherGradients.all(),
                  LossGradients.all(),
                  MatrixGradients.all(),
                  NeuralNetGradients.all(),
                  RecurrentGradients.all(),
                  ReductionGradients.all(),
                  SegmentGradients.all(),
                  SparseGradients.all(),
                  SpecialGradients.all(),
                  IdentityGradients.all())));

  private static final Set<String> NOT_DIFFERENTIABLE = NotDifferentiable.all();

  private BuiltInGradients() {}

  /**
   * All gradients that are written in Java.
   *
   * @return by type of op
   */
  public static Map<String, OpGradient> all() {
    return ALL;
  }

  /**
   * Those that sum to the shapes of their inputs.
   *
   * @return types of ops
   */
  public static Set<String> broadcasting() {
    return BROADCASTING.keySet();
  }

  /**
   * Ops through which no gradient flows.
   *
   * @return types of ops, none of which has a gradient
   */
  public static Set<String> notDifferentiable() {
    return NOT_DIFFERENTIABLE;
  }

  /**
   * Inputs whose values decide which ops the gradient is made of.
   *
   * @return by type of op the index of an integer input
   */
  public static Map<String, Integer> constantInputs() {
    return Map.of("GatherV2", 2);
  }

  private static Map<String, Formula> union(List<Map<String, Formula>> groups) {
    Map<String, Formula> union = new HashMap<>();
    for (Map<String, Formula> group : groups) {
      group.forEach(
          (type, formula) -> {
            if (union.put(type, formula) != null) {
              throw new IllegalStateException("two gradients of " + type);
            }
          });
    }
    return Map.copyOf(union);
  }

  private static Map<String, OpGradient> asOpGradients(Map<String, Formula> formulas) {
    Map<String, OpGradient> gradients = new HashMap<>();
    formulas.forEach((type, formula) -> gradients.put(type, formula.asOpGradient()));
    return Map.copyOf(gradients);
  }
}
