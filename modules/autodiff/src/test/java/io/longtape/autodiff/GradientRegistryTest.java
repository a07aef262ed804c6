package io.longtape.autodiff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.longtape.autodiff.gradients.RecordedOp;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.tensorflow.EagerSession;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.UniqueWithCounts;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

class GradientRegistryTest {

  private final EagerSession session = EagerSession.create();

  @AfterEach
  void close() {
    session.close();
  }

  @Test
  void anOpWithoutGradientIsNamedWithTheWayOut() {
    try (GradientTape tape = GradientTape.of(session)) {
      Ops tf = tape.ops();
      Operand<TFloat32> x = tf.constant(new float[] {1, 2, 1});
      tape.watch(x);
      Operand<TFloat32> y = tf.unique(x, tf.constant(new int[] {0})).y();
      assertThatThrownBy(() -> tape.gradient(y, x))
          .isInstanceOfSatisfying(
              MissingGradientException.class,
              missing -> assertThat(missing.opType()).isEqualTo("UniqueV2"))
          .hasMessageContaining("op type 'UniqueV2' has no gradient")
          .hasMessageContaining("GradientRegistry.register(\"UniqueV2\", gradient)");
    }
  }

  /** Each value is the mean of the inputs that are equal to it. */
  private static List<Operand<?>> meanOfEquals(
      Ops tf, RecordedOp op, List<Operand<?>> outputGradients) {
    Operand<TFloat32> dy = outputGradients.get(0).asOutput().expect(TFloat32.class);
    Operand<TInt32> group = op.output(1);
    Operand<TInt32> counts = op.output(2);
    Operand<TFloat32> share = tf.math.div(dy, tf.dtypes.cast(counts, TFloat32.class));
    return Arrays.asList(tf.gather(share, group, tf.constant(0)), null);
  }

  @Test
  void whatIsRegisteredIsUsedEagerlyAndInFunctions() {
    GradientRegistry.register("UniqueWithCountsV2", GradientRegistryTest::meanOfEquals);
    for (int i = 1; i <= 3; i++) {
      try (GradientTape tape = GradientTape.of(session)) {
        Ops tf = tape.ops();
        Operand<TFloat32> x = tf.constant(new float[] {1, 2, 1});
        tape.watch(x);
        UniqueWithCounts<TFloat32, TInt32> unique =
            tf.uniqueWithCounts(x, tf.constant(new int[] {0}));
        Operand<TFloat32> y = tf.math.mul(unique.y(), tf.constant(new float[] {10f * i, 1}));
        Operand<TFloat32> gradient = tape.gradient(y, x);
        assertThat(gradient.asTensor().getFloat(0)).isEqualTo(5f * i);
        assertThat(gradient.asTensor().getFloat(1)).isEqualTo(1f);
        assertThat(gradient.asTensor().getFloat(2)).isEqualTo(5f * i);
      }
    }
    assertThat(WalkCache.of(session).size()).isEqualTo(1);
    assertThatThrownBy(
            () -> GradientRegistry.register("UniqueWithCountsV2", (tf, op, gradients) -> gradients))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'UniqueWithCountsV2' is registered already");
  }
}
