package io.longtape.layers.recurrent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.longtape.activations.KerasActivation;
import io.longtape.autodiff.GradientTape;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.EagerSession;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;

/** More steps than one eager op of TensorFlow Java has outputs. */
class LongSequenceTest {

  private static final int STEPS = 1001;

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void sumsUpAllSteps(boolean byHand) {
    // With a recurrent kernel of 0 each output is tanh(x), and each gradient 1 - tanh(x)^2.
    try (EagerSession session = EagerSession.create();
        GradientTape tape = GradientTape.of(session)) {
      Ops tf = tape.ops();
      Operand<TFloat32> projected =
          tf.fill(tf.constant(new int[] {STEPS, 1, 1}), tf.constant(0.5f));
      Operand<TFloat32> zero = tf.constant(new float[][] {{0}});
      Operand<TBool> mask = tf.fill(tf.constant(new int[] {STEPS, 1, 1}), tf.constant(true));
      tape.watch(projected);
      Strategy strategy = byHand ? new UnrolledByHand() : new UnrolledSteps();
      Sequence sequence =
          new Sequence(projected, List.of(zero), List.of(zero), Optional.of(mask), false, true);
      Operand<TFloat32> outputs =
          strategy
              .run(tf, new SimpleRnnCell(KerasActivation.TANH), sequence)
              .outputs()
              .orElseThrow();
      Operand<TFloat32> gradient = tape.gradient(outputs, projected);
      for (int step : new int[] {0, 999, 1000}) {
        assertThat(outputs.asTensor().getFloat(step, 0, 0)).isCloseTo(0.462117f, within(1e-6f));
        assertThat(gradient.asTensor().getFloat(step, 0, 0)).isCloseTo(0.786448f, within(1e-6f));
      }
      assertThat(gradient.shape().asArray()).containsExactly(STEPS, 1, 1);
    }
  }
}
