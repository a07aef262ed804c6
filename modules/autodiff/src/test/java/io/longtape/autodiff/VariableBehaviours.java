package io.longtape.autodiff;

import static java.util.Map.entry;

import io.longtape.autodiff.gradients.IndexedSlices;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.tensorflow.EagerSession;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** What {@code gradient_behaviours.py} does in Python, done in Java: variables and embeddings. */
final class VariableBehaviours {

  static final Map<String, Function<EagerSession, List<?>>> ALL =
      Map.ofEntries(
          entry("variable_is_watched_when_read", session -> square(session, true, true)),
          entry("variable_is_not_watched_when_told_so", session -> square(session, true, false)),
          entry("variable_that_is_not_trainable", session -> square(session, false, true)),
          entry("variable_watched_by_hand", VariableBehaviours::watchedByHand),
          entry("variable_updated_after_it_was_read", VariableBehaviours::updated),
          entry("variables_in_the_order_of_their_making", VariableBehaviours::order),
          entry("embedding", VariableBehaviours::embedding),
          entry("embedding_read_twice_and_as_a_whole", VariableBehaviours::embeddingTwice));

  private VariableBehaviours() {}

  private static ResourceVariable<TFloat32> variable(EagerSession session) {
    return ResourceVariable.of(session, "v", TapeBehaviours.x(Ops.create(session)));
  }

  private static GradientTape byHand(EagerSession session) {
    return GradientTape.of(session, TapeOptions.defaults().withWatchAccessedVariables(false));
  }

  private static List<?> square(EagerSession session, boolean trainable, boolean watch) {
    Operand<TFloat32> x = TapeBehaviours.x(Ops.create(session));
    try (ResourceVariable<TFloat32> v =
            trainable
                ? ResourceVariable.of(session, "v", x)
                : ResourceVariable.notTrainable(session, "v", x);
        GradientTape tape = watch ? GradientTape.of(session) : byHand(session)) {
      Ops tf = tape.ops();
      Operand<TFloat32> y = tf.math.mul(v.read(tf), v.read(tf));
      return Collections.singletonList(tape.gradient(y, v));
    }
  }

  private static List<?> watchedByHand(EagerSession session) {
    try (ResourceVariable<TFloat32> v = variable(session);
        ResourceVariable<TFloat32> w = variable(session);
        GradientTape tape = byHand(session)) {
      Ops tf = tape.ops();
      tape.watch(v);
      Operand<TFloat32> y = tf.math.mul(v.read(tf), w.read(tf));
      List<Object> all = new ArrayList<>(tape.gradient(y, List.of(v, w)));
      boolean onlyV = tape.watchedVariables().equals(List.of(v));
      all.add(Ops.create(session).constant(new float[] {onlyV ? 1 : 0}));
      return all;
    }
  }

  private static List<?> updated(EagerSession session) {
    try (ResourceVariable<TFloat32> v = variable(session);
        GradientTape tape = GradientTape.of(session)) {
      Ops tf = tape.ops();
      Operand<TFloat32> y = tf.math.mul(v.read(tf), v.read(tf));
      v.assign(tf, tf.constant(new float[] {10, 20}));
      return List.of(tape.gradient(tf.math.mul(y, v.read(tf)), v));
    }
  }

  /** Python sorts what is watched by when it was made. */
  private static List<?> order(EagerSession session) {
    Ops plain = Ops.create(session);
    try (ResourceVariable<TFloat32> a = ResourceVariable.of(session, "a", plain.constant(1f));
        ResourceVariable<TFloat32> b = ResourceVariable.of(session, "b", plain.constant(2f));
        ResourceVariable<TFloat32> c = ResourceVariable.of(session, "c", plain.constant(3f));
        GradientTape tape = GradientTape.of(session)) {
      Ops tf = tape.ops();
      Operand<TFloat32> y = tf.math.mul(c.read(tf), a.read(tf));
      List<Operand<TFloat32>> values = new ArrayList<>();
      for (ResourceVariable<?> watched : tape.watchedVariables()) {
        values.add(watched.read(plain).asOutput().expect(TFloat32.class));
      }
      List<Object> all = new ArrayList<>();
      all.add(plain.stack(values));
      all.addAll(tape.gradient(y, List.of(a, b, c)));
      return all;
    }
  }

  private static ResourceVariable<TFloat32> table(EagerSession session) {
    Ops tf = Ops.create(session);
    return ResourceVariable.of(
        session, "table", tf.constant(new float[][] {{1, 2}, {3, 4}, {5, 6}}));
  }

  private static List<?> embedding(EagerSession session) {
    try (ResourceVariable<TFloat32> table = table(session);
        GradientTape tape = GradientTape.of(session)) {
      Ops tf = tape.ops();
      Operand<TFloat32> rows = table.gather(tf, tf.constant(new int[] {2, 0, 2}));
      IndexedSlices<TFloat32> slices =
          (IndexedSlices<TFloat32>) tape.gradient(tf.math.mul(rows, rows), table);
      return List.of(
          slices,
          slices.values(),
          tf.dtypes.cast(slices.indices(), TFloat32.class),
          tf.dtypes.cast(slices.denseShape(), TFloat32.class));
    }
  }

  private static List<?> embeddingTwice(EagerSession session) {
    try (ResourceVariable<TFloat32> table = table(session);
        GradientTape tape = GradientTape.persistent(session)) {
      Ops tf = tape.ops();
      Operand<TFloat32> once = table.gather(tf, tf.constant(new int[] {1, 1}));
      Operand<TFloat32> y = tf.math.mul(once, tf.constant(2f));
      Operand<TFloat32> again = table.gather(tf, tf.constant(new int[] {0}));
      Operand<TFloat32> z = tf.math.mul(again, tf.constant(3f));
      Operand<TFloat32> u = tf.math.mul(table.read(tf), table.read(tf));
      List<ResourceVariable<TFloat32>> source = List.of(table);
      GradientOptions how = GradientOptions.defaults();
      Operand<TFloat32> sparse = tape.<TFloat32>gradient(List.of(y, z), source, how).get(0);
      float isSparse = sparse instanceof IndexedSlices ? 1 : 0;
      return List.of(
          sparse,
          tf.constant(isSparse),
          tape.<TFloat32>gradient(List.of(y, u), source, how).get(0));
    }
  }
}
