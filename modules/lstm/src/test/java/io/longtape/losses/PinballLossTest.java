package io.longtape.losses;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.tensorflow.EagerSession;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

class PinballLossTest {

  private static EagerSession session;
  private static Ops tf;

  @BeforeAll
  static void open() {
    session = EagerSession.create();
    tf = Ops.create(session);
  }

  @AfterAll
  static void close() {
    session.close();
  }

  @Test
  void isTheMeanOverLabelsAndQuantiles() {
    // By hand: label 10 against 8 (q 0.1: 0.2) and 13 (q 0.9: 0.3);
    // label 0 against 1 (q 0.1: 0.9) and -2 (q 0.9: 1.8). Mean of four: 0.8.
    assertThat(loss(Optional.empty())).isCloseTo(0.8, within(1e-6));
  }

  @Test
  void sampleWeightsCountPerLabel() {
    // (2 * 0.2 + 2 * 0.3) / 4
    assertThat(loss(Optional.of(tf.constant(new float[] {2, 0})))).isCloseTo(0.25, within(1e-6));
  }

  private static double loss(Optional<Operand<TFloat32>> sampleWeights) {
    return LossReduction.call(
            tf,
            PinballLoss.of(0.1, 0.9),
            tf.constant(new float[] {10, 0}),
            tf.constant(new float[][] {{8, 13}, {1, -2}}),
            sampleWeights,
            Optional.empty())
        .asTensor()
        .getFloat();
  }

  @Test
  void refusesLevelsThatAreNone() {
    assertThatThrownBy(() -> PinballLoss.of(0.5, 1.0))
        .hasMessage("quantiles must be above 0 and below 1, but are [0.5, 1.0]");
  }

  @Test
  void refusesPredictionsOfAnotherNumberOfQuantiles() {
    assertThatThrownBy(
            () ->
                PinballLoss.of(0.1, 0.5, 0.9)
                    .call(tf, tf.constant(new float[] {1}), tf.constant(new float[][] {{1, 2}})))
        .hasMessage(
            "pinball: predictions need a last axis of 3 for the quantiles, but have shape [1, 2]");
  }
}
