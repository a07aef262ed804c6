package io.longtape.autodiff;

import static io.longtape.autodiff.TapeBehaviours.attempt;
import static io.longtape.autodiff.TapeBehaviours.x;
import static java.util.Arrays.asList;
import static java.util.Map.entry;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.tensorflow.EagerSession;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** What {@code gradient_behaviours.py} does in Python, done in Java: several tapes, Jacobians. */
final class HigherOrderBehaviours {

  static final Map<String, Function<EagerSession, List<?>>> ALL =
      Map.ofEntries(
          entry("persistent_records_its_own_gradients", HigherOrderBehaviours::persistent),
          entry("nested_second_order", session -> cube(session, true)),
          entry("inner_gradient_outside_of_the_outer_tape", session -> cube(session, false)),
          entry("nested_third_order", HigherOrderBehaviours::thirdOrder),
          entry("outer_gradient_of_the_same_target", HigherOrderBehaviours::sameTarget),
          entry("hessian_vector_product", HigherOrderBehaviours::hessianVectorProduct),
          entry("mixed_second_derivative", HigherOrderBehaviours::mixed),
          entry("gradient_penalty", HigherOrderBehaviours::gradientPenalty),
          entry("jacobian", HigherOrderBehaviours::jacobian),
          entry("jacobian_with_respect_to_a_variable", HigherOrderBehaviours::jacobianOfVariable),
          entry("jacobian_unconnected", HigherOrderBehaviours::jacobianUnconnected),
          entry("jacobian_uses_the_tape_up", HigherOrderBehaviours::jacobianUsesUp),
          entry("hessian", HigherOrderBehaviours::hessian),
          entry("batch_jacobian", HigherOrderBehaviours::batchJacobian),
          entry("batch_jacobian_of_other_batches", HigherOrderBehaviours::otherBatches),
          entry("batch_jacobian_unconnected", HigherOrderBehaviours::batchUnconnected),
          entry("custom_gradient", HigherOrderBehaviours::customGradient),
          entry("custom_gradient_that_clips", HigherOrderBehaviours::clippingGradient));

  private HigherOrderBehaviours() {}

  private static Operand<TFloat32> product(Ops tf, Operand<TFloat32> vector) {
    return tf.reduceProd(vector, tf.constant(0));
  }

  private static Operand<TFloat32> sizes(Ops tf, Operand<?> value) {
    return tf.dtypes.cast(tf.shape(value), TFloat32.class);
  }

  private static List<?> persistent(EagerSession session) {
    try (GradientTape tape = GradientTape.persistent(session)) {
      Ops tf = tape.ops();
      Operand<TFloat32> a = x(tf);
      tape.watch(a);
      Operand<TFloat32> y = tf.math.mul(tf.math.mul(a, a), a);
      Operand<TFloat32> first = tape.gradient(y, a);
      Operand<TFloat32> second = tape.gradient(first, a);
      return List.of(first, second, tape.gradient(second, a));
    }
  }

  /** Whether the outer tape sees the inner gradient: Python leaves its context, ours a pause. */
  private static List<?> cube(EagerSession session, boolean seen) {
    try (GradientTape outer = GradientTape.of(session);
        GradientTape inner = GradientTape.of(outer.environment())) {
      Ops tf = inner.ops();
      Operand<TFloat32> a = x(tf);
      outer.watch(a);
      inner.watch(a);
      Operand<TFloat32> y = tf.math.mul(tf.math.mul(a, a), a);
      Operand<TFloat32> first =
          seen ? inner.gradient(y, a) : outer.stopRecording(() -> inner.gradient(y, a));
      return asList(first, outer.gradient(first, a));
    }
  }

  private static List<?> thirdOrder(EagerSession session) {
    try (GradientTape third = GradientTape.of(session);
        GradientTape second = GradientTape.of(third.environment());
        GradientTape first = GradientTape.of(second.environment())) {
      Ops tf = first.ops();
      Operand<TFloat32> a = x(tf);
      third.watch(a);
      second.watch(a);
      first.watch(a);
      Operand<TFloat32> y = tf.math.mul(tf.math.mul(tf.math.sin(a), a), a);
      Operand<TFloat32> d1 = first.gradient(y, a);
      Operand<TFloat32> d2 = second.gradient(d1, a);
      return List.of(d1, d2, third.gradient(d2, a));
    }
  }

  private static List<?> sameTarget(EagerSession session) {
    try (GradientTape outer = GradientTape.of(session);
        GradientTape inner = GradientTape.of(outer.environment())) {
      Operand<TFloat32> a = x(inner.ops());
      outer.watch(a);
      inner.watch(a);
      Operand<TFloat32> y = inner.ops().math.mul(a, a);
      return List.of(inner.gradient(y, a), outer.gradient(y, a));
    }
  }

  private static List<?> hessianVectorProduct(EagerSession session) {
    try (GradientTape outer = GradientTape.of(session);
        GradientTape inner = GradientTape.of(outer.environment())) {
      Ops tf = inner.ops();
      Operand<TFloat32> a = x(tf);
      outer.watch(a);
      inner.watch(a);
      Operand<TFloat32> y = tf.math.mul(product(tf, a), tf.reduceSum(a, tf.constant(0)));
      Operand<TFloat32> first = inner.gradient(y, a);
      Operand<TFloat32> vector = tf.constant(new float[] {0.5f, -1});
      GradientOptions how = GradientOptions.defaults().withOutputGradients(List.of(vector));
      return outer.gradient(List.of(first), List.of(a), how);
    }
  }

  private static List<?> mixed(EagerSession session) {
    try (GradientTape outer = GradientTape.of(session);
        GradientTape inner = GradientTape.of(outer.environment())) {
      Ops tf = inner.ops();
      Operand<TFloat32> a = x(tf);
      Operand<TFloat32> b = tf.constant(new float[] {3, 4});
      outer.watch(b);
      inner.watch(a);
      Operand<TFloat32> first = inner.gradient(tf.math.sin(tf.math.mul(a, b)), a);
      return List.of(first, outer.gradient(first, b));
    }
  }

  private static ResourceVariable<TFloat32> weights(EagerSession session) {
    Ops tf = Ops.create(session);
    return ResourceVariable.of(session, "w", tf.constant(new float[][] {{0.5f, -1}, {2, 1.5f}}));
  }

  private static List<?> gradientPenalty(EagerSession session) {
    try (ResourceVariable<TFloat32> w = weights(session);
        GradientTape outer = GradientTape.of(session);
        GradientTape inner = GradientTape.of(outer.environment())) {
      Ops tf = inner.ops();
      Operand<TFloat32> a = tf.constant(new float[][] {{1, 2}});
      inner.watch(a);
      Operand<TFloat32> y = tf.math.tanh(tf.linalg.matMul(a, w.read(tf)));
      Operand<TFloat32> slope = inner.gradient(y, a);
      Ops after = outer.ops();
      Operand<TFloat32> squares = after.math.mul(slope, slope);
      Operand<TFloat32> penalty = after.reduceSum(squares, after.constant(new int[] {0, 1}));
      return List.of(penalty, outer.gradient(penalty, w));
    }
  }

  private static List<?> jacobian(EagerSession session) {
    try (GradientTape tape = GradientTape.persistent(session)) {
      Ops tf = tape.ops();
      Operand<TFloat32> a = x(tf);
      tape.watch(a);
      Operand<TFloat32> sum = tf.reduceSum(a, tf.constant(0));
      Operand<TFloat32> first = tf.gather(a, tf.constant(0), tf.constant(0));
      Operand<TFloat32> y = tf.stack(List.of(product(tf, a), sum, first));
      Operand<TFloat32> jacobian = tape.jacobian(y, a);
      return List.of(jacobian, sizes(tf, jacobian));
    }
  }

  private static List<?> jacobianOfVariable(EagerSession session) {
    try (ResourceVariable<TFloat32> w = weights(session);
        GradientTape tape = GradientTape.of(session)) {
      Ops tf = tape.ops();
      Operand<TFloat32> a = tf.constant(new float[][] {{1, 2}});
      return List.of(tape.jacobian(tf.linalg.matMul(a, w.read(tf)), w));
    }
  }

  private static List<?> jacobianUnconnected(EagerSession session) {
    try (GradientTape tape = GradientTape.persistent(session)) {
      Operand<TFloat32> a = x(tape.ops());
      Operand<TFloat32> b = x(tape.ops());
      tape.watch(a, b);
      Operand<TFloat32> y = tape.ops().math.mul(a, a);
      return asList(tape.jacobian(y, b), tape.jacobian(y, b, UnconnectedGradients.ZERO));
    }
  }

  private static List<?> jacobianUsesUp(EagerSession session) {
    try (GradientTape tape = GradientTape.of(session)) {
      Operand<TFloat32> a = x(tape.ops());
      tape.watch(a);
      Operand<TFloat32> y = tape.ops().math.mul(a, a);
      tape.jacobian(y, a);
      return List.of(attempt(() -> tape.gradient(y, a)));
    }
  }

  private static List<?> hessian(EagerSession session) {
    try (GradientTape outer = GradientTape.of(session);
        GradientTape inner = GradientTape.of(outer.environment())) {
      Ops tf = inner.ops();
      Operand<TFloat32> a = x(tf);
      outer.watch(a);
      inner.watch(a);
      Operand<TFloat32> y = tf.math.mul(product(tf, a), product(tf, a));
      return List.of(outer.jacobian(inner.gradient(y, a), a));
    }
  }

  private static List<?> batchJacobian(EagerSession session) {
    try (GradientTape tape = GradientTape.of(session)) {
      Ops tf = tape.ops();
      Operand<TFloat32> a = tf.constant(new float[][] {{1, 2}, {3, 4}, {5, 6}});
      tape.watch(a);
      Operand<TFloat32> products = tf.reduceProd(a, tf.constant(1));
      Operand<TFloat32> column = tf.expandDims(products, tf.constant(1));
      Operand<TFloat32> y = tf.concat(List.of(tf.math.mul(a, a), column), tf.constant(1));
      Operand<TFloat32> jacobian = tape.batchJacobian(y, a);
      return List.of(jacobian, sizes(tf, jacobian));
    }
  }

  private static List<?> otherBatches(EagerSession session) {
    try (GradientTape tape = GradientTape.of(session)) {
      Ops tf = tape.ops();
      Operand<TFloat32> a = tf.constant(new float[][] {{1, 2}, {3, 4}});
      tape.watch(a);
      Operand<TFloat32> y = tf.concat(List.of(a, a), tf.constant(0));
      return List.of(attempt(() -> tape.batchJacobian(y, a)));
    }
  }

  private static List<?> batchUnconnected(EagerSession session) {
    try (GradientTape tape = GradientTape.persistent(session)) {
      Ops tf = tape.ops();
      Operand<TFloat32> a = tf.constant(new float[][] {{1, 2}, {3, 4}});
      Operand<TFloat32> b = tf.constant(new float[][] {{1}, {2}});
      tape.watch(a, b);
      return List.of(tape.batchJacobian(tf.math.mul(a, a), b));
    }
  }

  /** log(1 + e^x). */
  private record LogOnePlusExp() implements CustomGradient {

    @Override
    public Forward forward(Ops tf, List<Operand<?>> inputs) {
      Operand<TFloat32> e = tf.math.exp(number(inputs.get(0)));
      return Forward.of(tf.math.log(tf.math.add(tf.constant(1f), e)), e);
    }

    @Override
    public List<Operand<?>> backward(
        Ops tf, List<Operand<?>> saved, List<Operand<?>> outputGradients) {
      Operand<TFloat32> one = tf.constant(1f);
      Operand<TFloat32> part = tf.math.div(one, tf.math.add(one, number(saved.get(0))));
      return List.of(tf.math.mul(number(outputGradients.get(0)), tf.math.sub(one, part)));
    }
  }

  private static Operand<TFloat32> number(Operand<?> operand) {
    return operand.asOutput().expect(TFloat32.class);
  }

  private static List<?> customGradient(EagerSession session) {
    try (GradientTape outer = GradientTape.of(session);
        GradientTape inner = GradientTape.of(outer.environment())) {
      Ops tf = inner.ops();
      Operand<TFloat32> a = tf.constant(new float[] {1, 100});
      outer.watch(a);
      inner.watch(a);
      Operand<TFloat32> log = CustomGradient.call(tf, new LogOnePlusExp(), a);
      Operand<TFloat32> first = inner.gradient(tf.math.mul(log, tf.constant(3f)), a);
      Operand<TFloat32> second = outer.gradient(first, a);
      return List.of(
          first, tf.slice(second, tf.constant(new int[] {0}), tf.constant(new int[] {1})));
    }
  }

  /** The identity, whose gradient is scaled down to a norm of 0.5; for a scalar, clipped. */
  private record ClipGradient() implements CustomGradient {

    @Override
    public Forward forward(Ops tf, List<Operand<?>> inputs) {
      return Forward.of(tf.identity(number(inputs.get(0))));
    }

    @Override
    public List<Operand<?>> backward(
        Ops tf, List<Operand<?>> saved, List<Operand<?>> outputGradients) {
      Operand<TFloat32> bound = tf.constant(0.5f);
      Operand<TFloat32> dy = number(outputGradients.get(0));
      return List.of(tf.clipByValue(dy, tf.math.neg(bound), bound));
    }
  }

  private static List<?> clippingGradient(EagerSession session) {
    try (GradientTape tape = GradientTape.of(session)) {
      Ops tf = tape.ops();
      Operand<TFloat32> a = tf.constant(2f);
      tape.watch(a);
      Operand<TFloat32> y = CustomGradient.call(tf, new ClipGradient(), tf.math.mul(a, a));
      return List.of(tape.gradient(y, a));
    }
  }
}
