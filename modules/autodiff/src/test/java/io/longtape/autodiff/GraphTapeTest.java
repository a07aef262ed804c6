package io.longtape.autodiff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.StdArrays;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.core.Variable;
import org.tensorflow.types.TFloat32;

/** What is particular to a tape over a graph. */
class GraphTapeTest {

  private final Graph graph = new Graph();

  @AfterEach
  void close() {
    graph.close();
  }

  private static float[] floats(Result result, int index) {
    TFloat32 tensor = (TFloat32) result.get(index);
    float[] values = new float[Math.toIntExact(tensor.size())];
    tensor.copyTo(DataBuffers.of(values, false, false));
    return values;
  }

  @Test
  void variablesOfGraphsAreWatchedWhenTheyAreUsed() {
    Ops base = Ops.create(graph);
    Variable<TFloat32> w = base.withName("w").variable(Shape.of(2), TFloat32.class);
    Operand<TFloat32> set = base.assign(w, base.constant(new float[] {3, 4}));
    try (GradientTape tape = GradientTape.of(graph);
        Session session = new Session(graph)) {
      Operand<TFloat32> gradient = tape.gradient(tape.ops().math.square(w), w);
      session.runner().addTarget(set).run().close();
      try (Result result = session.runner().fetch(gradient).run()) {
        assertThat(floats(result, 0)).containsExactly(6, 8);
      }
    }
  }

  @Test
  void orNotIfNobodyAskedForIt() {
    Variable<TFloat32> w = Ops.create(graph).variable(Shape.of(2), TFloat32.class);
    TapeOptions byHand = TapeOptions.defaults().withWatchAccessedVariables(false);
    try (GradientTape tape = GradientTape.of(graph, byHand)) {
      assertThat(tape.gradient(tape.ops().math.square(w), w)).isNull();
    }
  }

  @Test
  void broadcastingIsUndoneForShapesThatOnlyTheSessionKnows() {
    Ops base = Ops.create(graph);
    Placeholder<TFloat32> x = base.placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1, -1)));
    Placeholder<TFloat32> b = base.placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1, -1)));
    try (GradientTape tape = GradientTape.of(graph);
        Session session = new Session(graph)) {
      tape.watch(x, b);
      List<Operand<TFloat32>> gradients = tape.gradient(tape.ops().math.mul(x, b), List.of(x, b));
      float[][] matrix = {{1, 2, 3}, {4, 5, 6}};
      for (float[][] other : new float[][][] {{{10, 20, 30}}, {{10}, {20}}, {{10}}, matrix}) {
        try (TFloat32 fedX = TFloat32.tensorOf(StdArrays.ndCopyOf(matrix));
            TFloat32 fedB = TFloat32.tensorOf(StdArrays.ndCopyOf(other));
            Result result =
                session
                    .runner()
                    .feed(x, fedX)
                    .feed(b, fedB)
                    .fetch(gradients.get(0))
                    .fetch(gradients.get(1))
                    .run()) {
          assertThat(result.get(0).shape()).isEqualTo(fedX.shape());
          assertThat(result.get(1).shape()).isEqualTo(fedB.shape());
          float sum = 0;
          for (float value : floats(result, 1)) {
            sum += value;
          }
          assertThat(sum).isEqualTo(21f);
        }
      }
    }
  }

  @Test
  void gradientsHaveAScopeOfTheirOwn() {
    try (GradientTape tape = GradientTape.of(graph)) {
      Ops tf = tape.ops();
      Operand<TFloat32> x = tf.constant(2f);
      tape.watch(x);
      Operand<TFloat32> y = tf.withName("y").math.tanh(x);
      assertThat(y.op().name()).isEqualTo("y");
      assertThat(tape.gradient(y, x).op().name()).startsWith("gradients/");
    }
  }

  @Test
  void nestedTapesAndAPersistentOneGiveTheSecondOrder() {
    try (GradientTape outer = GradientTape.persistent(graph);
        GradientTape inner = GradientTape.of(outer.environment());
        Session session = new Session(graph)) {
      Ops tf = inner.ops();
      Operand<TFloat32> x = tf.constant(2f);
      outer.watch(x);
      inner.watch(x);
      Operand<TFloat32> y = tf.math.mul(tf.math.square(x), x);
      Operand<TFloat32> first = inner.gradient(y, x);
      Operand<TFloat32> second = outer.gradient(first, x);
      Operand<TFloat32> third = outer.gradient(second, x);
      try (Result result = session.runner().fetch(first).fetch(second).fetch(third).run()) {
        assertThat(floats(result, 0)).containsExactly(12);
        assertThat(floats(result, 1)).containsExactly(12);
        assertThat(floats(result, 2)).containsExactly(6);
      }
    }
  }

  @Test
  void batchJacobianOfABatchOfUnknownSize() {
    Ops base = Ops.create(graph);
    Placeholder<TFloat32> x = base.placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1, 2)));
    try (GradientTape tape = GradientTape.persistent(graph);
        Session session = new Session(graph)) {
      tape.watch(x);
      Operand<TFloat32> y = tape.ops().math.square(x);
      Operand<TFloat32> jacobian = tape.batchJacobian(y, x);
      try (TFloat32 fed = TFloat32.tensorOf(StdArrays.ndCopyOf(new float[][] {{1, 2}, {3, 4}}));
          Result result = session.runner().feed(x, fed).fetch(jacobian).run()) {
        assertThat(result.get(0).shape().asArray()).containsExactly(2, 2, 2);
        assertThat(floats(result, 0)).containsExactly(2, 0, 0, 4, 6, 0, 0, 8);
      }
      assertThatThrownBy(() -> tape.jacobian(y, x))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("a Jacobian needs a target of known shape");
    }
  }

  @Test
  void gradientsOfOtherGraphsAreNoneAtAll() {
    try (Graph other = new Graph();
        GradientTape tape = GradientTape.of(graph)) {
      Operand<TFloat32> x = Ops.create(graph).constant(2f);
      tape.watch(x);
      Operand<TFloat32> elsewhere = Ops.create(other).constant(1f);
      assertThat(tape.gradient(elsewhere, x)).isNull();
    }
  }
}
