package io.longtape.autodiff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.tensorflow.EagerSession;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TType;

class ResourceVariableTest {

  private final EagerSession session = EagerSession.create();
  private final Ops tf = Ops.create(session);

  @AfterEach
  void close() {
    session.close();
  }

  private static float first(Operand<TFloat32> vector) {
    return vector.asTensor().getFloat(0);
  }

  @Test
  void isReadAndUpdated() {
    try (ResourceVariable<TFloat32> v =
        ResourceVariable.of(session, "v", tf.constant(new float[] {1, 2}))) {
      Operand<TFloat32> before = v.read(tf);
      v.assignAdd(tf, tf.constant(new float[] {10, 10}));
      assertThat(first(before)).isEqualTo(1f);
      assertThat(first(v.read(tf))).isEqualTo(11f);
      v.assignSub(tf, tf.constant(new float[] {1, 1}));
      assertThat(first(v.read(tf))).isEqualTo(10f);
      v.assign(tf, tf.constant(new float[] {5, 6}));
      assertThat(first(v.read(tf))).isEqualTo(5f);
      assertThat(v.shape().asArray()).containsExactly(2);
      assertThat(v.type()).isEqualTo(TFloat32.class);
      assertThat(v.trainable()).isTrue();
      assertThat(v).hasToString("variable 'v' [2] TFloat32");
    }
  }

  @Test
  void variablesOfOneNameAreTwo() {
    try (ResourceVariable<TFloat32> a = ResourceVariable.of(session, "v", tf.constant(1f));
        ResourceVariable<TFloat32> b = ResourceVariable.of(session, "v", tf.constant(2f))) {
      assertThat(a.read(tf).asTensor().getFloat()).isEqualTo(1f);
      assertThat(b.read(tf).asTensor().getFloat()).isEqualTo(2f);
    }
  }

  @Test
  void outlivesTheScopeThatItWasMadeThrough() {
    ResourceVariable<TFloat32> v;
    try (EagerScope scope = EagerScope.of(session);
        GradientTape tape = GradientTape.of(scope)) {
      v = ResourceVariable.of(tape.environment(), "v", tape.ops().constant(3f));
    }
    assertThat(v.read(tf).asTensor().getFloat()).isEqualTo(3f);
    v.close();
    v.close();
    assertThatThrownBy(() -> v.read(tf))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("variable 'v' is closed");
  }

  @Test
  void sparseUpdatesTouchTheirRowsAlone() {
    try (ResourceVariable<TFloat32> table =
            ResourceVariable.of(session, "table", tf.constant(new float[][] {{1}, {2}, {3}}));
        GradientTape tape = GradientTape.of(session)) {
      Operand<TFloat32> rows = table.gather(tape.ops(), tf.constant(new int[] {2, 2}));
      table.assignSub(tf, tape.gradient(rows, table));
      Operand<TFloat32> after = table.read(tf);
      assertThat(after.asTensor().getFloat(0, 0)).isEqualTo(1f);
      assertThat(after.asTensor().getFloat(2, 0)).isEqualTo(1f);
    }
  }

  @Test
  void gathersAnyShapeOfIndices() {
    try (ResourceVariable<TFloat32> table =
        ResourceVariable.of(session, "table", tf.constant(new float[][] {{1}, {2}, {3}}))) {
      Operand<TInt32> indices = tf.constant(new int[][] {{0, 1}, {2, 2}});
      assertThat(table.gather(tf, indices).shape().asArray()).containsExactly(2, 2, 1);
    }
  }

  @Test
  void anUpdateAfterTheReadDoesNotChangeTheGradient() {
    try (ResourceVariable<TFloat32> v = ResourceVariable.of(session, "v", tf.constant(3f));
        GradientTape tape = GradientTape.of(session)) {
      Ops recorded = tape.ops();
      Operand<TFloat32> y = recorded.math.square(v.read(recorded));
      v.assign(tf, tf.constant(100f));
      assertThat(tape.gradient(y, v).asTensor().getFloat()).isEqualTo(6f);
    }
  }

  @Test
  void oneThatIsNotTrainableIsWatchedByHandAlone() {
    try (ResourceVariable<TFloat32> v =
            ResourceVariable.notTrainable(session, "v", tf.constant(3f));
        GradientTape tape = GradientTape.persistent(session)) {
      Ops recorded = tape.ops();
      Operand<TFloat32> y = recorded.math.square(v.read(recorded));
      assertThat(tape.gradient(y, v)).isNull();
      tape.watch(v);
      Operand<TFloat32> again = recorded.math.square(v.read(recorded));
      assertThat(tape.gradient(again, v).asTensor().getFloat()).isEqualTo(6f);
    }
  }

  @Test
  void integerVariablesHaveNoGradients() {
    try (ResourceVariable<TInt32> v = ResourceVariable.of(session, "n", tf.constant(3));
        GradientTape tape = GradientTape.of(session)) {
      Ops recorded = tape.ops();
      Operand<TInt32> y = recorded.math.mul(v.read(recorded), v.read(recorded));
      assertThat(tape.watchedVariables()).isEmpty();
      assertThatThrownBy(() -> tape.gradient(y, v))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("variable 'n' [] TInt32 has no gradients");
    }
  }

  @Test
  void inAGraphItIsSetWhenTheSessionIsInitialized() {
    try (Graph graph = new Graph()) {
      Ops inGraph = Ops.create(graph);
      ResourceVariable<TFloat32> a = ResourceVariable.of(graph, "v", inGraph.constant(1f));
      ResourceVariable<TFloat32> b = ResourceVariable.of(graph, "v", inGraph.constant(2f));
      Op add = a.assignAdd(inGraph, inGraph.constant(10f));
      Operand<TFloat32> readA = a.read(inGraph);
      Operand<TFloat32> readB = b.read(inGraph);
      try (Session run = new Session(graph)) {
        run.initialize();
        run.runner().addTarget(add).run().close();
        try (Result result = run.runner().fetch(readA).fetch(readB).run()) {
          assertThat(((TFloat32) result.get(0)).getFloat()).isEqualTo(11f);
          assertThat(((TFloat32) result.get(1)).getFloat()).isEqualTo(2f);
        }
      }
    }
  }

  @Test
  void keepsItsShape() {
    try (ResourceVariable<TFloat32> v = ResourceVariable.of(session, "v", tf.constant(1f))) {
      assertThatThrownBy(() -> v.assign(tf, tf.constant(new float[] {1, 2})))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("variable 'v' [] TFloat32 cannot be updated with a value of shape [2]");
      assertThatThrownBy(() -> v.assignSub(tf, null))
          .isInstanceOf(NullPointerException.class)
          .hasMessageContaining("variable 'v' [] TFloat32 got null");
    }
  }

  @Test
  void aClosedOneIsNoSource() {
    ResourceVariable<TFloat32> v = ResourceVariable.of(session, "v", tf.constant(1f));
    try (GradientTape tape = GradientTape.of(session)) {
      Operand<TFloat32> y = tape.ops().math.square(v.read(tape.ops()));
      v.close();
      assertThatThrownBy(() -> tape.gradient(y, v))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("variable 'v' is closed");
    }
  }

  @Test
  void allThatAreWatchedMayBeAskedFor() {
    try (ResourceVariable<TFloat32> v = ResourceVariable.of(session, "v", tf.constant(3f));
        GradientTape tape = GradientTape.of(session)) {
      Operand<TFloat32> y = tape.ops().math.square(v.read(tape.ops()));
      List<Operand<TType>> gradients = tape.gradient(y, tape.watchedVariables());
      assertThat(gradients).hasSize(1);
      assertThat(((TFloat32) gradients.get(0).asTensor()).getFloat()).isEqualTo(6f);
    }
  }

  @Test
  void waitingForSlicesDoesNotMakeThemDense() {
    try (Graph graph = new Graph();
        GradientTape tape = GradientTape.of(graph)) {
      Ops inGraph = Ops.create(graph);
      ResourceVariable<TFloat32> table =
          ResourceVariable.of(graph, "table", inGraph.constant(new float[][] {{1}, {2}}));
      Operand<TFloat32> rows = table.gather(tape.ops(), inGraph.constant(new int[] {1}));
      Operand<TFloat32> gradient = tape.gradient(rows, table);
      table.assignSub(inGraph.withControlDependencies(List.of(gradient)), gradient);
      assertThat(graph.toGraphDef().getNodeList())
          .extracting(node -> node.getOp())
          .contains("ResourceScatterSub")
          .doesNotContain("UnsortedSegmentSum");
    }
  }

  @Test
  void needsAKnownShape() {
    try (Graph graph = new Graph()) {
      Ops inGraph = Ops.create(graph);
      Placeholder<TFloat32> unknown = inGraph.placeholder(TFloat32.class);
      assertThatThrownBy(() -> ResourceVariable.of(graph, "v", unknown))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("variable 'v' needs an initial value of known shape");
    }
  }

  @Test
  void gradientsOfSeveralComeInOrder() {
    try (ResourceVariable<TFloat32> a = ResourceVariable.of(session, "a", tf.constant(2f));
        ResourceVariable<TFloat32> b = ResourceVariable.of(session, "b", tf.constant(5f));
        ResourceVariable<TFloat32> c = ResourceVariable.of(session, "c", tf.constant(7f));
        GradientTape tape = GradientTape.of(session)) {
      Ops recorded = tape.ops();
      Operand<TFloat32> y = recorded.math.mul(a.read(recorded), b.read(recorded));
      List<Operand<TFloat32>> gradients = tape.gradient(y, List.of(b, a, c));
      assertThat(gradients.get(0).asTensor().getFloat()).isEqualTo(2f);
      assertThat(gradients.get(1).asTensor().getFloat()).isEqualTo(5f);
      assertThat(gradients.get(2)).isNull();
      assertThat(tape.watchedVariables()).containsExactly(a, b);
    }
  }
}
