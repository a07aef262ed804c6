package io.longtape.autodiff;

import static org.assertj.core.api.Assertions.assertThat;

import io.longtape.autodiff.gradients.IndexedSlices;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.tensorflow.EagerSession;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Split;
import org.tensorflow.op.linalg.MatMul;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TNumber;

/** Which walks become functions, and that these give the same numbers. */
class WalkCacheTest {

  private final EagerSession session = EagerSession.create();

  @AfterEach
  void close() {
    session.close();
  }

  private int compiled() {
    return WalkCache.of(session).size();
  }

  private float biasGradient(float[][] x, float... b) {
    return biasGradient(session, x, b);
  }

  /** The gradient of sum((x + b)^2) with respect to b: 2 * sum over rows of (x + b). */
  private static float biasGradient(EagerSession session, float[][] x, float... b) {
    try (EagerScope scope = EagerScope.of(session);
        GradientTape tape = GradientTape.of(scope)) {
      Ops tf = tape.ops();
      Operand<TFloat32> bias = tf.constant(b);
      tape.watch(bias);
      Operand<TFloat32> y = tf.math.square(tf.math.add(tf.constant(x), bias));
      Operand<TFloat32> loss = tf.reduceSum(y, tf.constant(new int[] {0, 1}));
      return tape.gradient(loss, bias).asTensor().getFloat(0);
    }
  }

  @Test
  void aWalkIsCompiledTheSecondTime() {
    assertThat(biasGradient(new float[][] {{1, 2}, {3, 4}}, 10, 20)).isEqualTo(48f);
    assertThat(compiled()).isZero();
    assertThat(biasGradient(new float[][] {{1, 2}, {3, 4}}, 10, 20)).isEqualTo(48f);
    assertThat(compiled()).isEqualTo(1);
    assertThat(biasGradient(new float[][] {{5, 6}, {7, 8}}, 1, 2)).isEqualTo(28f);
    assertThat(compiled()).isEqualTo(1);
  }

  @Test
  void batchesOfAnySizeShareAFunction() {
    biasGradient(new float[][] {{1, 2}, {3, 4}}, 10, 20);
    biasGradient(new float[][] {{1, 2}, {3, 4}}, 10, 20);
    assertThat(biasGradient(new float[][] {{1, 2}, {3, 4}, {5, 6}}, 10, 20)).isEqualTo(78f);
    assertThat(biasGradient(new float[][] {{1, 2, 3}, {3, 4, 5}}, 10, 20, 30)).isEqualTo(48f);
    assertThat(compiled()).isEqualTo(1);
  }

  @Test
  void shapesThatBroadcastInAnotherWayDoNot() {
    biasGradient(new float[][] {{1, 2}, {3, 4}}, 10, 20);
    biasGradient(new float[][] {{1, 2}, {3, 4}}, 10, 20);
    // One number is added to each column: 2 * (11 + 12 + 13 + 14).
    assertThat(biasGradient(new float[][] {{1, 2}, {3, 4}}, 10)).isEqualTo(100f);
    assertThat(biasGradient(new float[][] {{1, 2}, {3, 4}}, 10)).isEqualTo(100f);
    assertThat(compiled()).isEqualTo(2);
  }

  @Test
  void typesAndRanksMakeADifference() {
    for (int round = 1; round <= 3; round++) {
      Ops outside = Ops.create(session);
      List<Operand<? extends TNumber>> values =
          List.of(
              outside.constant(2f),
              outside.constant(2.0),
              outside.constant(new float[] {2, 2}),
              outside.constant(new double[][] {{2}}));
      for (Operand<? extends TNumber> x : values) {
        for (boolean squared : new boolean[] {true, false}) {
          try (GradientTape tape = GradientTape.of(session)) {
            tape.watch(x);
            Operand<? extends TNumber> y = squared ? tape.ops().math.square(x) : x;
            Operand<? extends TNumber> gradient = tape.gradient(y, x);
            assertThat(gradient.type()).isEqualTo(x.type());
            assertThat(gradient.shape()).isEqualTo(x.shape());
            assertThat(GoldenGradients.doubles(gradient.asTensor())).containsOnly(squared ? 4 : 1);
          }
        }
      }
    }
    assertThat(compiled()).isEqualTo(8);
  }

  @Test
  void attributesMakeADifference() {
    for (boolean transposed : new boolean[] {false, true, false, true}) {
      try (EagerScope scope = EagerScope.of(session);
          GradientTape tape = GradientTape.of(scope)) {
        Ops tf = tape.ops();
        Operand<TFloat32> x = tf.constant(new float[][] {{1, 2}, {3, 4}});
        tape.watch(x);
        Operand<TFloat32> a = tf.constant(new float[][] {{1, 0}, {1, 1}});
        Operand<TFloat32> y = tf.linalg.matMul(a, x, MatMul.transposeA(transposed));
        // Ones on the output: the sum of a's columns, or of its rows.
        float expected = transposed ? 1 : 2;
        assertThat(tape.gradient(y, x).asTensor().getFloat(0, 0)).isEqualTo(expected);
      }
    }
    assertThat(compiled()).isEqualTo(2);
  }

  @Test
  void gatheredRowsComeOutOfAFunctionAsSlices() {
    try (ResourceVariable<TFloat32> table =
        ResourceVariable.of(
            session, "table", Ops.create(session).constant(new float[][] {{1}, {2}, {3}}))) {
      for (int i = 0; i < 3; i++) {
        try (EagerScope scope = EagerScope.of(session);
            GradientTape tape = GradientTape.of(scope)) {
          Ops tf = tape.ops();
          Operand<TFloat32> rows = table.gather(tf, tf.constant(new int[] {2, i, 2}));
          Operand<TFloat32> gradient = tape.gradient(tf.math.square(rows), table);
          assertThat(gradient).isInstanceOf(IndexedSlices.class);
          IndexedSlices<TFloat32> slices = (IndexedSlices<TFloat32>) gradient;
          assertThat(slices.values().asTensor().getFloat(1, 0)).isEqualTo(2f * (i + 1));
          assertThat(gradient.asTensor().getFloat(2, 0)).isEqualTo(i == 2 ? 18f : 12f);
        }
      }
    }
    assertThat(compiled()).isEqualTo(1);
  }

  @Test
  void anOutputThatIsNotUsedGetsZeros() {
    for (int i = 1; i <= 3; i++) {
      try (EagerScope scope = EagerScope.of(session);
          GradientTape tape = GradientTape.of(scope)) {
        Ops tf = tape.ops();
        Operand<TFloat32> x = tf.constant(new float[] {1, 2, 3, 4});
        tape.watch(x);
        Split<TFloat32> halves = tf.split(tf.constant(0), x, 2L);
        Operand<TFloat32> y = tf.math.square(halves.output().get(1));
        Operand<TFloat32> gradient = tape.gradient(y, x);
        assertThat(gradient.asTensor().getFloat(0)).isZero();
        assertThat(gradient.asTensor().getFloat(3)).isEqualTo(8f);
      }
    }
    assertThat(compiled()).isEqualTo(1);
  }

  @Test
  void holdsABoundedNumberOfFunctions() {
    int structures = WalkCache.COMPILED + 5;
    for (int round = 0; round < 2; round++) {
      for (int length = 1; length <= structures; length++) {
        try (EagerScope scope = EagerScope.of(session);
            GradientTape tape = GradientTape.of(scope)) {
          Ops tf = tape.ops();
          Operand<TFloat32> x = tf.constant(1f);
          tape.watch(x);
          Operand<TFloat32> y = x;
          for (int i = 0; i < length; i++) {
            y = tf.math.add(y, x);
          }
          assertThat(tape.gradient(y, List.of(x)).get(0).asTensor().getFloat())
              .isEqualTo(length + 1f);
        }
      }
    }
    assertThat(compiled()).isEqualTo(WalkCache.COMPILED);
  }

  @Test
  void sessionsOfSeveralThreadsDoNotMeet() throws Exception {
    Callable<Float> work =
        () -> {
          try (EagerSession own = EagerSession.create()) {
            float sum = 0;
            for (int i = 0; i < 20; i++) {
              sum += biasGradient(own, new float[][] {{1, 2}, {3, 4}}, 10, 20);
            }
            return sum;
          }
        };
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      for (Future<Float> result : threads.invokeAll(Collections.nCopies(8, work))) {
        assertThat(result.get()).isEqualTo(20 * 48f);
      }
    } finally {
      threads.shutdown();
    }
  }
}
