package io.longtape.autodiff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.longtape.autodiff.gradients.IndexedSlices;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.tensorflow.EagerSession;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.OperationBuilder;
import org.tensorflow.Output;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TType;

class GradientTapeTest {

  private static EagerSession session;

  @BeforeAll
  static void open() {
    session = EagerSession.create();
  }

  @AfterAll
  static void close() {
    session.close();
  }

  @Test
  void aSquareHasTwiceItsRootAsGradient() {
    try (GradientTape tape = GradientTape.of(session)) {
      Ops tf = tape.ops();
      Operand<TFloat32> x = tf.constant(3f);
      tape.watch(x);
      Operand<TFloat32> y = tf.math.square(x);
      assertThat(tape.gradient(y, x).asTensor().getFloat()).isEqualTo(6f);
      assertThatThrownBy(() -> tape.gradient(y, x)).isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void stopRecordingMayBeNested() {
    try (GradientTape tape = GradientTape.of(session)) {
      Ops tf = tape.ops();
      Operand<TFloat32> x = tf.constant(3f);
      tape.watch(x);
      Operand<TFloat32> constant =
          tape.stopRecording(
              () -> {
                tape.stopRecording(() -> {});
                return tf.math.square(x);
              });
      Operand<TFloat32> y = tf.math.mul(constant, x);
      assertThat(tape.gradient(y, x).asTensor().getFloat()).isEqualTo(9f);
    }
  }

  @Test
  void recordsAgainAfterAnErrorInAPause() {
    try (GradientTape tape = GradientTape.of(session)) {
      Ops tf = tape.ops();
      Operand<TFloat32> x = tf.constant(3f);
      tape.watch(x);
      assertThatThrownBy(
              () ->
                  tape.stopRecording(
                      () -> {
                        throw new IllegalStateException("in the pause");
                      }))
          .hasMessage("in the pause");
      assertThat(tape.gradient(tf.math.square(x), x).asTensor().getFloat()).isEqualTo(6f);
    }
  }

  @Test
  void aClosedTapeSaysSo() {
    GradientTape tape = GradientTape.persistent(session);
    Operand<TFloat32> x = tape.ops().constant(3f);
    tape.watch(x);
    Operand<TFloat32> y = tape.ops().math.square(x);
    tape.close();
    tape.close();
    assertThatThrownBy(() -> tape.gradient(y, x))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("used up");
    assertThatThrownBy(() -> tape.watch(x)).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(tape::reset).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void integersAreRefused() {
    try (GradientTape tape = GradientTape.persistent(session)) {
      Ops tf = tape.ops();
      Operand<TInt32> n = tf.constant(3);
      assertThatThrownBy(() -> tape.watch(n))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("must be floating point")
          .hasMessageContaining("DT_INT32");
      Operand<TFloat32> x = tf.constant(3f);
      tape.watch(x);
      assertThatThrownBy(() -> tape.gradient(x, n)).isInstanceOf(IllegalArgumentException.class);
      assertThat(tape.gradient(n, x)).isNull();
    }
  }

  @Test
  void complexNumbersOnThePathAreRefused() {
    try (GradientTape tape = GradientTape.of(session)) {
      Ops tf = tape.ops();
      Operand<TFloat32> x = tf.constant(3f);
      tape.watch(x);
      Output<?> complex = op(tf, "Complex", x.asOutput(), x.asOutput());
      Output<?> length = op(tf, "ComplexAbs", complex);
      assertThatThrownBy(() -> tape.gradient(length, x))
          .isInstanceOf(UnsupportedOperationException.class)
          .hasMessage(
              "there are no gradients of complex numbers, but input 0 of op type 'ComplexAbs' is"
                  + " DT_COMPLEX64");
    }
  }

  private static Output<?> op(Ops tf, String type, Output<?>... inputs) {
    OperationBuilder builder = tf.scope().opBuilder(type, type);
    for (Output<?> input : inputs) {
      builder.addInput(input);
    }
    return builder.build().output(0);
  }

  @Test
  void optionsForOneTargetAndOneSource() {
    try (ResourceVariable<TFloat32> v =
            ResourceVariable.of(session, "v", Ops.create(session).constant(5f));
        GradientTape tape = GradientTape.persistent(session)) {
      Ops tf = tape.ops();
      Operand<TFloat32> x = tf.constant(3f);
      tape.watch(x);
      Operand<TFloat32> y = tf.math.square(x);
      GradientOptions tenfold =
          GradientOptions.defaults()
              .withOutputGradients(List.of(tf.constant(10f)))
              .withUnconnected(UnconnectedGradients.ZERO);
      assertThat(tape.gradient(y, x, tenfold).asTensor().getFloat()).isEqualTo(60f);
      assertThat(tape.gradient(y, v, tenfold).asTensor().getFloat()).isZero();
    }
  }

  @Test
  void aTargetThatIsNullIsNamed() {
    try (GradientTape tape = GradientTape.of(session)) {
      Operand<TFloat32> x = tape.ops().constant(3f);
      Operand<TFloat32> nothing = null;
      assertThatThrownBy(() -> tape.gradient(nothing, x))
          .isInstanceOf(NullPointerException.class)
          .hasMessageContaining("target: was it a gradient without a path?");
      assertThat(tape).hasToString("GradientTape (recording, 0 ops)");
    }
  }

  @Test
  void oneOutputGradientForEachTarget() {
    try (GradientTape tape = GradientTape.of(session)) {
      Ops tf = tape.ops();
      Operand<TFloat32> x = tf.constant(3f);
      tape.watch(x);
      Operand<TFloat32> y = tf.math.square(x);
      GradientOptions two = GradientOptions.defaults().withOutputGradients(List.of(x, x));
      assertThatThrownBy(() -> tape.gradient(List.of(y), List.of(x), two))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("there are 1 targets but 2 output gradients");
    }
  }

  @Test
  void indicesOfBothTypes() {
    try (GradientTape tape = GradientTape.of(session)) {
      Ops tf = tape.ops();
      Operand<TFloat32> x = tf.constant(new float[] {1, 2, 3});
      tape.watch(x);
      Operand<TFloat32> a = tf.gather(x, tf.constant(new int[] {0, 2}), tf.constant(0));
      Operand<TFloat32> b = tf.gather(x, tf.constant(new long[] {2, 2}), tf.constant(0));
      Operand<TFloat32> gradient = tape.gradient(tf.math.add(a, b), x);
      assertThat(gradient.asTensor().getFloat(0)).isEqualTo(1f);
      assertThat(gradient.asTensor().getFloat(2)).isEqualTo(3f);
    }
  }

  @Test
  void moreSourcesThanAnOpHasOutputs() {
    for (TapeOptions options :
        List.of(TapeOptions.defaults(), TapeOptions.defaults().withPersistent(true))) {
      for (int round = 1; round <= 2; round++) {
        try (EagerScope scope = EagerScope.of(session);
            GradientTape tape = GradientTape.of(scope, options)) {
          Ops tf = tape.ops();
          List<Operand<TFloat32>> sources = new ArrayList<>();
          Operand<TFloat32> sum = tf.constant(0f);
          for (int i = 0; i < 1_001; i++) {
            Operand<TFloat32> x = tf.constant((float) (i % 3));
            tape.watch(x);
            sources.add(x);
            sum = tf.math.add(sum, tf.math.square(x));
          }
          List<Operand<TFloat32>> gradients = tape.gradient(sum, sources);
          assertThat(gradients.get(1_000).asTensor().getFloat()).isEqualTo(2f);
        }
      }
    }
  }

  @Test
  void handlesStandForTheirVariables() {
    try (ResourceVariable<TFloat32> v =
            ResourceVariable.of(session, "v", Ops.create(session).constant(new float[] {3, 4}));
        GradientTape tape = GradientTape.persistent(session)) {
      Ops tf = tape.ops();
      Operand<TFloat32> y = tf.math.square(v.read(tf));
      Operand<TFloat32> other = tf.constant(1f);
      GradientOptions zeros = GradientOptions.defaults().withUnconnected(UnconnectedGradients.ZERO);
      List<Operand<TType>> both = tape.gradient(List.of(y), List.of(v.handle(), other), zeros);
      assertThat(((TFloat32) both.get(0).asTensor()).getFloat(1)).isEqualTo(8f);
      List<Operand<TType>> none = tape.gradient(List.of(other), List.of(v.handle()), zeros);
      assertThat(none.get(0).shape().asArray()).containsExactly(2);
      assertThatThrownBy(() -> tape.watch(v.handle()))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("watch the variable itself");
    }
  }

  @Test
  void aTargetThatComesTwiceCountsTwice() {
    try (GradientTape tape = GradientTape.of(session)) {
      Operand<TFloat32> x = tape.ops().constant(3f);
      List<Operand<TFloat32>> gradient =
          tape.gradient(List.of(x, x), List.of(x), GradientOptions.defaults());
      assertThat(gradient.get(0).asTensor().getFloat()).isEqualTo(2f);
    }
  }

  @Test
  void resetRecordsAgainAfterAGradientThatFailed() {
    try (GradientTape tape = GradientTape.of(session)) {
      Ops tf = tape.ops();
      Operand<TFloat32> x = tf.constant(new float[] {3});
      tape.watch(x);
      Operand<TFloat32> y = tf.unique(x, tf.constant(new int[] {0})).y();
      assertThatThrownBy(() -> tape.gradient(y, x)).isInstanceOf(MissingGradientException.class);
      tape.reset();
      tape.watch(x);
      assertThat(tape.gradient(tf.math.square(x), x).asTensor().getFloat(0)).isEqualTo(6f);
    }
  }

  @Test
  void variableAndEmbedding() {
    try (EagerScope scope = EagerScope.of(session);
        ResourceVariable<TFloat32> table =
            ResourceVariable.of(
                scope, "table", scope.ops().constant(new float[][] {{1, 2}, {3, 4}, {5, 6}}));
        GradientTape tape = GradientTape.of(scope)) {
      Ops tf = tape.ops();
      Operand<TFloat32> rows = table.gather(tf, tf.constant(new int[] {2, 0, 2}));
      Operand<TFloat32> loss = tf.reduceSum(tf.math.square(rows), tf.constant(new int[] {0, 1}));
      Operand<TFloat32> gradient = tape.gradient(loss, table);
      assertThat(gradient).isInstanceOf(IndexedSlices.class);
      assertThat(gradient.asTensor().getFloat(2, 1)).isEqualTo(24f);
      assertThat(tape.watchedVariables()).containsExactly(table);
    }
  }

  @Test
  void inAGraph() {
    try (Graph graph = new Graph();
        GradientTape tape = GradientTape.of(graph)) {
      Ops tf = tape.ops();
      Operand<TFloat32> x = tf.constant(new float[] {1, 2});
      ResourceVariable<TFloat32> w =
          ResourceVariable.of(graph, "w", Ops.create(graph).constant(new float[] {3, 4}));
      tape.watch(x);
      Operand<TFloat32> y = tf.reduceSum(tf.math.mul(x, w.read(tf)), tf.constant(0));
      Operand<TFloat32> dw = tape.gradient(y, w);
      try (Session run = new Session(graph)) {
        run.initialize();
        try (Result result = run.runner().fetch(dw).run()) {
          assertThat(((TFloat32) result.get(0)).getFloat(1)).isEqualTo(2f);
        }
      }
    }
  }
}
