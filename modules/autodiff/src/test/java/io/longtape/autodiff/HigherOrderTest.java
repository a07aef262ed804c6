package io.longtape.autodiff;

import static org.assertj.core.api.Assertions.assertThat;

import io.longtape.autodiff.gradients.IndexedSlices;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.tensorflow.EagerSession;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** Gradients of gradients, and Jacobians. */
class HigherOrderTest {

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
  void secondOrderByNesting() {
    try (GradientTape outer = GradientTape.of(session);
        GradientTape inner = GradientTape.of(outer.environment())) {
      Ops tf = inner.ops();
      Operand<TFloat32> x = tf.constant(2f);
      outer.watch(x);
      inner.watch(x);
      Operand<TFloat32> y = tf.math.mul(tf.math.square(x), x);
      Operand<TFloat32> first = inner.gradient(y, x);
      assertThat(first.asTensor().getFloat()).isEqualTo(12f);
      assertThat(outer.gradient(first, x).asTensor().getFloat()).isEqualTo(12f);
    }
  }

  @Test
  void persistentTapeRecordsItsOwnGradients() {
    for (int i = 0; i < 3; i++) {
      try (GradientTape tape = GradientTape.persistent(session)) {
        Ops tf = tape.ops();
        Operand<TFloat32> x = tf.constant(2f);
        tape.watch(x);
        Operand<TFloat32> y = tf.math.mul(tf.math.square(x), tf.math.square(x));
        Operand<TFloat32> first = tape.gradient(y, x);
        Operand<TFloat32> second = tape.gradient(first, x);
        Operand<TFloat32> third = tape.gradient(second, x);
        assertThat(first.asTensor().getFloat()).isEqualTo(32f);
        assertThat(second.asTensor().getFloat()).isEqualTo(48f);
        assertThat(third.asTensor().getFloat()).isEqualTo(48f);
      }
    }
  }

  @Test
  void aHessianFromOnePersistentTape() {
    try (GradientTape tape = GradientTape.persistent(session)) {
      Ops tf = tape.ops();
      Operand<TFloat32> x = tf.constant(new float[] {1, 2});
      tape.watch(x);
      // x0^2 * x1^2 by products: the Hessian is [[2 x1^2, 4 x0 x1], [4 x0 x1, 2 x0^2]].
      Operand<TFloat32> product = tf.reduceProd(x, tf.constant(0));
      Operand<TFloat32> y = tf.math.square(product);
      Operand<TFloat32> hessian = tape.jacobian(tape.gradient(y, x), x);
      assertThat(hessian.asTensor().getFloat(0, 0)).isEqualTo(8f);
      assertThat(hessian.asTensor().getFloat(0, 1)).isEqualTo(8f);
      assertThat(hessian.asTensor().getFloat(1, 1)).isEqualTo(2f);
    }
  }

  @Test
  void sparseGradientsOfAPersistentTapeHaveASecondOrder() {
    for (int round = 1; round <= 3; round++) {
      try (EagerScope scope = EagerScope.of(session);
          GradientTape tape = GradientTape.persistent(scope)) {
        Ops tf = tape.ops();
        Operand<TFloat32> x = tf.constant(new float[] {1, 2, 3});
        tape.watch(x);
        Operand<TFloat32> r = tf.gather(x, tf.constant(new int[] {0, 2}), tf.constant(0));
        Operand<TFloat32> g = tape.gradient(tf.math.mul(tf.math.square(r), r), x); // 3 x^2
        Operand<TFloat32> second = tape.gradient(tf.math.square(g), x); // 36 x^3
        assertThat(g).isInstanceOf(IndexedSlices.class);
        assertThat(second.asTensor().getFloat(0)).isEqualTo(36f);
        assertThat(second.asTensor().getFloat(1)).isZero();
        assertThat(second.asTensor().getFloat(2)).isEqualTo(972f);
      }
    }
  }

  @Test
  void aRecordedGradientLeadsToItsOwnSourcesAlone() {
    try (GradientTape tape = GradientTape.persistent(session)) {
      Ops tf = tape.ops();
      Operand<TFloat32> x = tf.constant(3f);
      Operand<TFloat32> z = tf.constant(0f);
      tape.watch(x, z);
      Operand<TFloat32> y = tf.math.add(tf.math.square(x), tf.math.sqrt(z));
      List<Operand<TFloat32>> gradients = tape.gradient(y, List.of(x, z));
      assertThat(tape.gradient(gradients.get(0), x).asTensor().getFloat()).isEqualTo(2f);
      assertThat(tape.gradient(gradients.get(0), z)).isNull();
    }
  }

  @Test
  void jacobiansOfNothingAndOfNoPath() {
    try (GradientTape tape = GradientTape.persistent(session)) {
      Ops tf = tape.ops();
      Operand<TFloat32> x = tf.constant(new float[] {1, 2});
      tape.watch(x);
      Operand<TFloat32> empty =
          tf.slice(tf.math.square(x), tf.constant(new int[] {0}), tf.constant(new int[] {0}));
      assertThat(tape.jacobian(empty, x).shape().asArray()).containsExactly(0, 2);
      assertThat(tape.jacobian(tf.constant(new float[] {1, 2}), x)).isNull();
    }
  }

  @Test
  void aJacobianOfMoreRowsThanAnOpHasOutputs() {
    try (EagerScope scope = EagerScope.of(session);
        GradientTape tape = GradientTape.of(scope)) {
      Ops tf = tape.ops();
      Operand<TFloat32> x = tf.range(tf.constant(0f), tf.constant(1_100f), tf.constant(1f));
      tape.watch(x);
      TFloat32 jacobian = tape.jacobian(tf.math.square(x), x).asTensor();
      assertThat(jacobian.shape().asArray()).containsExactly(1_100, 1_100);
      assertThat(jacobian.getFloat(1_099, 1_099)).isEqualTo(2_198f);
      assertThat(jacobian.getFloat(1_099, 1_098)).isZero();
    }
  }

  @Test
  void jacobians() {
    try (GradientTape tape = GradientTape.persistent(session)) {
      Ops tf = tape.ops();
      Operand<TFloat32> x = tf.constant(new float[][] {{1, 2}, {3, 4}});
      tape.watch(x);
      Operand<TFloat32> y = tf.math.square(x);
      assertThat(tape.jacobian(y, x).shape().asArray()).containsExactly(2, 2, 2, 2);
      assertThat(tape.batchJacobian(y, x).asTensor().getFloat(1, 1, 1)).isEqualTo(8f);
    }
  }

  @Test
  void secondOrdersDoNotFillTheCache() {
    try (EagerSession own = EagerSession.create()) {
      int compiled = 0;
      for (int step = 1; step <= 5; step++) {
        try (EagerScope scope = EagerScope.of(own);
            GradientTape tape = GradientTape.persistent(scope)) {
          Ops tf = tape.ops();
          Operand<TFloat32> x = tf.constant(new float[] {1, 2, 3});
          tape.watch(x);
          Operand<TFloat32> cube = tf.math.mul(tf.math.square(x), x);
          Operand<TFloat32> hessian = tape.jacobian(tape.gradient(cube, x), x);
          assertThat(hessian.asTensor().getFloat(2, 2)).isEqualTo(18f);
          assertThat(hessian.asTensor().getFloat(2, 1)).isZero();
        }
        int now = WalkCache.of(own).size();
        assertThat(now).isEqualTo(step <= 2 ? now : compiled);
        compiled = now;
      }
    }
  }
}
