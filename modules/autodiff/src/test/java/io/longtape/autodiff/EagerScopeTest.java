package io.longtape.autodiff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.longtape.autodiff.gradients.IndexedSlices;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.tensorflow.EagerSession;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.StdArrays;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.TString;

class EagerScopeTest {

  private final EagerSession session = EagerSession.create();

  @AfterEach
  void close() {
    session.close();
  }

  @Test
  void freesWhatWasMadeInIt() {
    Operand<TFloat32> x;
    Operand<TFloat32> y;
    try (EagerScope scope = EagerScope.of(session)) {
      Ops tf = scope.ops();
      x = tf.constant(2f);
      y = tf.math.square(x);
      assertThat(y.asTensor().getFloat()).isEqualTo(4f);
      assertThat(y.asOutput().isClosed()).isFalse();
    }
    assertThat(x.asOutput().isClosed()).isTrue();
    assertThat(y.asOutput().isClosed()).isTrue();
  }

  @Test
  void freesOnErrorsToo() {
    List<Operand<TFloat32>> made = new ArrayList<>();
    assertThatThrownBy(
            () -> {
              try (EagerScope scope = EagerScope.of(session)) {
                made.add(scope.ops().constant(2f));
                throw new IllegalStateException("something else went wrong");
              }
            })
        .hasMessage("something else went wrong");
    assertThat(made.get(0).asOutput().isClosed()).isTrue();
  }

  @Test
  void keepsWhatItIsTold() {
    Operand<TFloat32> y;
    try (EagerScope scope = EagerScope.of(session)) {
      Ops tf = scope.ops();
      y = scope.keep(tf.math.square(tf.constant(2f)));
    }
    assertThat(y.asOutput().isClosed()).isFalse();
    assertThat(y.asTensor().getFloat()).isEqualTo(4f);
  }

  @Test
  void handsWhatItKeepsToTheScopeAroundIt() {
    Operand<TFloat32> y;
    try (EagerScope outer = EagerScope.of(session)) {
      try (EagerScope inner = EagerScope.of(outer)) {
        y = inner.keep(inner.ops().constant(2f));
      }
      assertThat(y.asTensor().getFloat()).isEqualTo(2f);
    }
    assertThat(y.asOutput().isClosed()).isTrue();
  }

  @Test
  void keepsSlicesWithoutMakingThemDense() {
    try (ResourceVariable<TFloat32> table =
        ResourceVariable.of(
            session, "table", Ops.create(session).constant(new float[][] {{1}, {2}, {3}}))) {
      IndexedSlices<TFloat32> slices;
      try (EagerScope scope = EagerScope.of(session);
          GradientTape tape = GradientTape.of(scope)) {
        Operand<TFloat32> rows = table.gather(tape.ops(), tape.ops().constant(new int[] {2, 0}));
        slices = (IndexedSlices<TFloat32>) scope.keep(tape.gradient(rows, table));
      }
      assertThat(slices.values().asTensor().getFloat(1, 0)).isEqualTo(1f);
      assertThat(slices.indices().asOutput().isClosed()).isFalse();
      assertThat(slices.asTensor().getFloat(0, 0)).isEqualTo(1f);
      assertThat(slices.asTensor().getFloat(1, 0)).isZero();
    }
  }

  @Test
  void leavesAloneWhatIsNotItsOwn() {
    Operand<TFloat32> x = Ops.create(session).constant(2f);
    try (EagerScope outer = EagerScope.of(session)) {
      try (EagerScope inner = EagerScope.of(outer)) {
        inner.keep(x);
      }
    }
    assertThat(x.asTensor().getFloat()).isEqualTo(2f);
  }

  @Test
  void feedsNumbersAndBooleans() {
    try (EagerScope scope = EagerScope.of(session);
        TFloat32 floats = TFloat32.tensorOf(StdArrays.ndCopyOf(new float[][] {{1, 2}, {3, 4}}));
        TInt64 scalar = TInt64.scalarOf(7);
        TBool flags = TBool.vectorOf(true, false)) {
      Operand<TFloat32> matrix = scope.feed(floats);
      floats.setFloat(9, 0, 0);
      assertThat(matrix.shape().asArray()).containsExactly(2, 2);
      assertThat(matrix.asTensor().getFloat(0, 0)).isEqualTo(1f);
      assertThat(matrix.asTensor().getFloat(1, 1)).isEqualTo(4f);
      assertThat(scope.feed(scalar).asTensor().getLong()).isEqualTo(7);
      assertThat(scope.feed(flags).asTensor().getBoolean(1)).isFalse();
      assertThat(scope.feed(flags).asTensor().getBoolean(0)).isTrue();
    }
  }

  @Test
  void feedsABatchOfNothing() {
    try (EagerScope scope = EagerScope.of(session);
        TFloat32 empty = TFloat32.tensorOf(Shape.of(0, 3))) {
      assertThat(scope.feed(empty).shape()).isEqualTo(Shape.of(0, 3));
    }
  }

  @Test
  void refusesStrings() {
    try (EagerScope scope = EagerScope.of(session);
        TString text = TString.scalarOf("text")) {
      assertThatThrownBy(() -> scope.feed(text))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("tf.constantOf");
    }
  }

  @Test
  void opensInSessionsAndScopesAlone() {
    try (Graph graph = new Graph();
        GradientTape tape = GradientTape.of(session)) {
      assertThatThrownBy(() -> EagerScope.of(graph))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("not in Graph");
      assertThatThrownBy(() -> EagerScope.of(tape.environment()))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("open the tape in the scope");
    }
  }

  @Test
  void isOfNoUseOnceItIsClosed() {
    EagerScope scope = EagerScope.of(session);
    scope.close();
    scope.close();
    Ops tf = scope.ops();
    assertThatThrownBy(() -> tf.constant(1f))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("is closed");
  }

  @Test
  void mayBeClosedAfterItsSession() {
    EagerSession shortLived = EagerSession.create();
    EagerScope scope = EagerScope.of(shortLived);
    Operand<TFloat32> x = scope.ops().constant(1f);
    shortLived.close();
    scope.close();
    assertThat(x.asOutput().isClosed()).isTrue();
  }

  @Test
  void aGradientOfFreedTensorsIsRefused() {
    try (GradientTape tape = GradientTape.of(session)) {
      Operand<TFloat32> x = Ops.create(session).constant(2f);
      tape.watch(x);
      Operand<TFloat32> y = tape.ops().math.square(x);
      EagerHandles.free(y.op());
      assertThatThrownBy(() -> tape.gradient(y, x))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("has been");
    }
  }

  @Test
  void constantsAreReadyForOpsOfTheSession() {
    try (EagerScope scope = EagerScope.of(session)) {
      Ops outside = Ops.create(session);
      Operand<TFloat32> sum = outside.math.add(scope.ops().constant(1f), outside.constant(2f));
      assertThat(sum.asTensor().getFloat()).isEqualTo(3f);
    }
  }
}
