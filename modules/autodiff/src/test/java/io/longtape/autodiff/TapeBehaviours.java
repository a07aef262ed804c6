package io.longtape.autodiff;

import static java.util.Arrays.asList;
import static java.util.Map.entry;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.tensorflow.EagerSession;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/** What {@code gradient_behaviours.py} does in Python, done in Java: first order and variables. */
final class TapeBehaviours {

  static final Map<String, Function<EagerSession, List<?>>> ALL =
      Map.ofEntries(
          entry("unwatched_source", TapeBehaviours::unwatchedSource),
          entry("unwatched_source_as_zeros", TapeBehaviours::unwatchedSourceAsZeros),
          entry("unconnected_source", TapeBehaviours::unconnectedSource),
          entry("used_up", TapeBehaviours::usedUp),
          entry("persistent", TapeBehaviours::persistent),
          entry("target_is_the_source", TapeBehaviours::targetIsTheSource),
          entry("source_in_between", TapeBehaviours::sourceInBetween),
          entry("several_targets", TapeBehaviours::severalTargets),
          entry("output_gradients", TapeBehaviours::outputGradients),
          entry("stop_recording", TapeBehaviours::stopRecording),
          entry("reset", TapeBehaviours::reset),
          entry("reset_forgets_what_was_watched", TapeBehaviours::resetForgets),
          entry("watched_after_use", TapeBehaviours::watchedAfterUse),
          entry("constants_of_others", TapeBehaviours::constantsOfOthers),
          entry("stop_gradient", TapeBehaviours::stopGradient),
          entry("through_integers", TapeBehaviours::throughIntegers),
          entry("integer_target", TapeBehaviours::integerTarget),
          entry("integer_watched", TapeBehaviours::integerWatched),
          entry("missing_gradient", TapeBehaviours::missingGradient),
          entry("control_flow_of_the_host", TapeBehaviours::controlFlowOfTheHost));

  private static final GradientOptions ZERO =
      GradientOptions.defaults().withUnconnected(UnconnectedGradients.ZERO);

  private TapeBehaviours() {}

  static Operand<TFloat32> x(Ops tf) {
    return tf.constant(new float[] {1, 2});
  }

  /** What a call gives, or the kind of error that Python raises for what ours throws. */
  static Object attempt(Supplier<?> call) {
    try {
      return call.get();
    } catch (MissingGradientException e) {
      return "LookupError";
    } catch (IllegalArgumentException e) {
      return "ValueError";
    } catch (IllegalStateException e) {
      return "RuntimeError";
    }
  }

  private static List<?> unwatchedSource(EagerSession session) {
    try (GradientTape tape = GradientTape.of(session)) {
      Operand<TFloat32> a = x(tape.ops());
      return Collections.singletonList(tape.gradient(tape.ops().math.mul(a, a), a));
    }
  }

  private static List<?> unwatchedSourceAsZeros(EagerSession session) {
    try (GradientTape tape = GradientTape.of(session)) {
      Operand<TFloat32> a = x(tape.ops());
      return tape.gradient(List.of(tape.ops().math.mul(a, a)), List.of(a), ZERO);
    }
  }

  private static List<?> unconnectedSource(EagerSession session) {
    try (GradientTape tape = GradientTape.persistent(session)) {
      Operand<TFloat32> a = x(tape.ops());
      Operand<TFloat32> b = x(tape.ops());
      tape.watch(a, b);
      Operand<TFloat32> y = tape.ops().math.mul(a, a);
      List<Object> all = new ArrayList<>(tape.gradient(y, List.of(a, b)));
      all.addAll(tape.gradient(List.of(y), List.of(a, b), ZERO));
      return all;
    }
  }

  private static List<?> usedUp(EagerSession session) {
    try (GradientTape tape = GradientTape.of(session)) {
      Operand<TFloat32> a = x(tape.ops());
      tape.watch(a);
      Operand<TFloat32> y = tape.ops().math.mul(a, a);
      return asList(tape.gradient(y, a), attempt(() -> tape.gradient(y, a)));
    }
  }

  private static List<?> persistent(EagerSession session) {
    try (GradientTape tape = GradientTape.persistent(session)) {
      Operand<TFloat32> a = x(tape.ops());
      tape.watch(a);
      Operand<TFloat32> y = tape.ops().math.mul(a, a);
      Operand<TFloat32> z = tape.ops().math.mul(y, y);
      return asList(tape.gradient(y, a), tape.gradient(z, a), tape.gradient(z, y));
    }
  }

  private static List<?> targetIsTheSource(EagerSession session) {
    try (GradientTape tape = GradientTape.persistent(session)) {
      Operand<TFloat32> a = x(tape.ops());
      Operand<TFloat32> b = x(tape.ops());
      tape.watch(a);
      return asList(tape.gradient(a, a), tape.gradient(b, b));
    }
  }

  private static List<?> sourceInBetween(EagerSession session) {
    try (GradientTape tape = GradientTape.of(session)) {
      Operand<TFloat32> a = x(tape.ops());
      tape.watch(a);
      Operand<TFloat32> y = tape.ops().math.mul(a, a);
      return tape.gradient(tape.ops().math.exp(y), List.of(a, y));
    }
  }

  private static List<?> severalTargets(EagerSession session) {
    try (GradientTape tape = GradientTape.persistent(session)) {
      Ops tf = tape.ops();
      Operand<TFloat32> a = x(tf);
      tape.watch(a);
      Operand<TFloat32> y = tf.math.mul(a, a);
      Operand<TFloat32> z = tf.math.sin(a);
      Operand<TFloat32> b = tf.constant(1f);
      GradientOptions how = GradientOptions.defaults();
      List<Object> all = new ArrayList<>(tape.gradient(List.of(y, z), List.of(a), how));
      all.addAll(tape.gradient(List.of(y, b), List.of(a), how));
      all.addAll(tape.gradient(List.of(b), List.of(a), how));
      return all;
    }
  }

  private static List<?> outputGradients(EagerSession session) {
    try (GradientTape tape = GradientTape.of(session)) {
      Operand<TFloat32> a = x(tape.ops());
      tape.watch(a);
      Operand<TFloat32> weights = tape.ops().constant(new float[] {10, 100});
      GradientOptions how = GradientOptions.defaults().withOutputGradients(List.of(weights));
      return tape.gradient(List.of(tape.ops().math.mul(a, a)), List.of(a), how);
    }
  }

  private static List<?> stopRecording(EagerSession session) {
    try (GradientTape tape = GradientTape.of(session)) {
      Ops tf = tape.ops();
      Operand<TFloat32> a = x(tf);
      tape.watch(a);
      Operand<TFloat32> y = tf.math.mul(a, a);
      Operand<TFloat32> z = tape.stopRecording(() -> tf.math.mul(a, a));
      return List.of(tape.gradient(tf.math.mul(y, z), a));
    }
  }

  private static List<?> reset(EagerSession session) {
    try (GradientTape tape = GradientTape.of(session)) {
      Operand<TFloat32> a = x(tape.ops());
      tape.watch(a);
      Operand<TFloat32> y = tape.ops().math.mul(a, a);
      tape.reset();
      tape.watch(a);
      return List.of(tape.gradient(tape.ops().math.mul(y, a), a));
    }
  }

  private static List<?> resetForgets(EagerSession session) {
    try (GradientTape tape = GradientTape.of(session)) {
      Operand<TFloat32> a = x(tape.ops());
      tape.watch(a);
      tape.reset();
      return Collections.singletonList(tape.gradient(tape.ops().math.mul(a, a), a));
    }
  }

  private static List<?> watchedAfterUse(EagerSession session) {
    try (GradientTape tape = GradientTape.of(session)) {
      Operand<TFloat32> a = x(tape.ops());
      Operand<TFloat32> y = tape.ops().math.mul(a, a);
      tape.watch(a);
      return List.of(tape.gradient(tape.ops().math.mul(y, a), a));
    }
  }

  private static List<?> constantsOfOthers(EagerSession session) {
    try (GradientTape tape = GradientTape.of(session)) {
      Operand<TFloat32> a = x(tape.ops());
      tape.watch(a);
      Operand<TFloat32> b = tape.ops().math.mul(a, tape.ops().constant(2f));
      Operand<TFloat32> y = Ops.create(session).math.mul(b, b);
      return Collections.singletonList(tape.gradient(y, a));
    }
  }

  private static List<?> stopGradient(EagerSession session) {
    try (GradientTape tape = GradientTape.of(session)) {
      Ops tf = tape.ops();
      Operand<TFloat32> a = x(tf);
      tape.watch(a);
      Operand<TFloat32> y = tf.math.mul(a, tf.stopGradient(tf.math.mul(a, a)));
      return List.of(tape.gradient(y, a));
    }
  }

  private static List<?> throughIntegers(EagerSession session) {
    try (GradientTape tape = GradientTape.of(session)) {
      Ops tf = tape.ops();
      Operand<TFloat32> a = x(tf);
      tape.watch(a);
      Operand<TInt32> n = tf.math.mul(tf.dtypes.cast(a, TInt32.class), tf.constant(3));
      return Collections.singletonList(tape.gradient(tf.dtypes.cast(n, TFloat32.class), a));
    }
  }

  private static List<?> integerTarget(EagerSession session) {
    try (GradientTape tape = GradientTape.of(session)) {
      Operand<TFloat32> a = x(tape.ops());
      tape.watch(a);
      Operand<TInt32> y = tape.ops().dtypes.cast(a, TInt32.class);
      return Collections.singletonList(tape.gradient(y, a));
    }
  }

  /** Where Python warns and gives None, ours refuses: a compiler would, if it could. */
  private static List<?> integerWatched(EagerSession session) {
    try (GradientTape tape = GradientTape.of(session)) {
      Operand<TInt32> n = tape.ops().constant(new int[] {3, 4});
      tape.watch(n);
      return List.of("nothing");
    } catch (IllegalArgumentException e) {
      return List.of("warning");
    }
  }

  private static List<?> missingGradient(EagerSession session) {
    try (GradientTape tape = GradientTape.of(session)) {
      Ops tf = tape.ops();
      Operand<TFloat32> a = x(tf);
      tape.watch(a);
      Operand<TFloat32> y = tf.unique(a, tf.constant(new int[] {0})).y();
      return List.of(attempt(() -> tape.gradient(y, a)));
    }
  }

  private static List<?> controlFlowOfTheHost(EagerSession session) {
    try (GradientTape tape = GradientTape.of(session)) {
      Ops tf = tape.ops();
      Operand<TFloat32> a = x(tf);
      tape.watch(a);
      Operand<TFloat32> y = a;
      for (int i = 0; i < 3; i++) {
        y = i == 1 ? tf.math.add(y, a) : tf.math.mul(y, a);
      }
      return List.of(tape.gradient(y, a));
    }
  }
}
