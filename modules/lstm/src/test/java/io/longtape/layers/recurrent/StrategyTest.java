package io.longtape.layers.recurrent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.longtape.activations.KerasActivation;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.tensorflow.EagerSession;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;

/** Which way to run a cell is chosen. */
class StrategyTest {

  private static final Cell KNOWN = new LstmCell(KerasActivation.TANH, KerasActivation.SIGMOID);
  private static final Cell OTHER = new LstmCell(KerasActivation.RELU, KerasActivation.SIGMOID);
  private static final Optional<Boolean> UNSAID = Optional.empty();

  private final Graph graph = new Graph();

  @AfterEach
  void close() {
    graph.close();
  }

  @Test
  void cellsThatKnowTheirGradientAreUnrolledByHand() {
    assertThat(inGraph(UNSAID, KNOWN, 256, false)).isInstanceOf(UnrolledByHand.class);
    assertThat(inGraph(UNSAID, OTHER, 256, false)).isInstanceOf(UnrolledSteps.class);
    assertThat(inGraph(UNSAID, KNOWN, 256, true)).isInstanceOf(UnrolledSteps.class);
  }

  @Test
  void graphsGetALoopForManySteps() {
    assertThat(inGraph(UNSAID, KNOWN, 257, false)).isInstanceOf(Loop.class);
    assertThat(inGraph(UNSAID, OTHER, Shape.UNKNOWN_SIZE, false)).isInstanceOf(Loop.class);
  }

  @Test
  void userDecidesInGraphs() {
    assertThat(inGraph(Optional.of(false), KNOWN, 3, false)).isInstanceOf(Loop.class);
    assertThat(inGraph(Optional.of(true), KNOWN, 257, false)).isInstanceOf(UnrolledByHand.class);
  }

  @Test
  void refusesToUnrollWhatDoesNotFitIntoMemory() {
    assertThat(inGraph(Optional.of(true), KNOWN, 4096, false)).isInstanceOf(UnrolledByHand.class);
    assertThatThrownBy(() -> inGraph(Optional.of(true), KNOWN, 4097, false))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("layer 'lstm' cannot unroll 4097 time steps; more than 4096 need a loop");
  }

  @Test
  void eagerStepsAreAlwaysUnrolled() {
    try (EagerSession session = EagerSession.create()) {
      Ops tf = Ops.create(session);
      Operand<TFloat32> projected = tf.zeros(tf.constant(new int[] {300, 1, 4}), TFloat32.class);

      assertThat(Strategy.of(tf, "lstm", Optional.of(false), KNOWN, sequence(projected, false)))
          .isInstanceOf(UnrolledByHand.class);
    }
  }

  private Strategy inGraph(Optional<Boolean> unroll, Cell cell, long steps, boolean dropped) {
    Ops tf = Ops.create(graph);
    Shape shape = Shape.of(steps, Shape.UNKNOWN_SIZE, 4);
    Operand<TFloat32> projected = tf.placeholder(TFloat32.class, Placeholder.shape(shape));
    return Strategy.of(tf, "lstm", unroll, cell, sequence(projected, dropped));
  }

  private static Sequence sequence(Operand<TFloat32> projected, boolean dropped) {
    return new Sequence(projected, List.of(), List.of(), Optional.empty(), dropped, true);
  }
}
