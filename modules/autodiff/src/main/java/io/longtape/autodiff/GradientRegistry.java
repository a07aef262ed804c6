package io.longtape.autodiff;

import static java.util.Objects.requireNonNull;

import io.longtape.autodiff.gradients.OpGradient;
import io.longtape.autodiff.internal.BuiltInGradients;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Gradients by type of op ({@code tf.RegisterGradient}).
 *
 * <p>A tape asks here first: for what was registered, then for Longtape's own gradients, then for
 * TensorFlow's C++ gradient. Which ops have which is listed in {@code docs/gradients.md}. One
 * registry serves the whole process, and any thread.
 */
public final class GradientRegistry {

  private static final Map<String, OpGradient> BUILT_IN = BuiltInGradients.all();
  private static final Set<String> BROADCASTING = BuiltInGradients.broadcasting();
  private static final Set<String> NOT_DIFFERENTIABLE = BuiltInGradients.notDifferentiable();
  private static final Map<String, Integer> CONSTANT_INPUTS = BuiltInGradients.constantInputs();
  private static final Map<String, OpGradient> REGISTERED = new ConcurrentHashMap<>();
  private static final AtomicInteger VERSION = new AtomicInteger();

  private GradientRegistry() {}

  /**
   * Registers the gradient of a type of op. It takes the place of Longtape's and of TensorFlow's.
   *
   * @param opType such as {@code MatMul}
   * @param gradient its gradient; may be called by several threads at once
   * @throws IllegalArgumentException when one was registered for the type before
   */
  public static void register(String opType, OpGradient gradient) {
    requireNonNull(opType, "opType");
    requireNonNull(gradient, "gradient");
    if (REGISTERED.putIfAbsent(opType, gradient) != null) {
      throw new IllegalArgumentException(
          "a gradient for op type '" + opType + "' is registered already");
    }
    VERSION.incrementAndGet();
  }

  /** The gradient in Java, or null where TensorFlow's own one is to be used. */
  static OpGradient find(String opType) {
    OpGradient registered = REGISTERED.get(opType);
    return registered == null ? BUILT_IN.get(opType) : registered;
  }

  /** Whether gradients end at ops of that type. */
  static boolean isNotDifferentiable(String opType) {
    return NOT_DIFFERENTIABLE.contains(opType) && !REGISTERED.containsKey(opType);
  }

  /** Whether a gradient may look at how the shapes of its op's inputs broadcast. */
  static boolean usesShapes(String opType) {
    return REGISTERED.containsKey(opType) || BROADCASTING.contains(opType);
  }

  /** The index of the input whose value decides how the gradient is built, or -1. */
  static int constantInput(String opType) {
    return CONSTANT_INPUTS.getOrDefault(opType, -1);
  }

  /** Another number after each registration. */
  static int version() {
    return VERSION.get();
  }
}
