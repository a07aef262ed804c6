package io.longtape.losses;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.tensorflow.EagerSession;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

class PinballLossTest {

  @Test
  void isTheMeanOverLabelsAndQuantiles() {
    try (EagerSession session = EagerSession.create()) {
      Ops tf = Ops.create(session);
      // By hand: label 10 against 8 (q 0.1: 0.2) and 13 (q 0.9: 0.3);
      // label 0 against 1 (q 0.1: 0.9) and -2 (q 0.9: 1.8). Mean of four: 0.8.
      TFloat32 loss =
          PinballLoss.of(0.1, 0.9)
              .call(
                  tf,
                  tf.constant(new float[] {10, 0}),
                  tf.constant(new float[][] {{8, 13}, {1, -2}}),
                  null)
              .asTensor();
      assertThat((double) loss.getFloat()).isCloseTo(0.8, within(1e-6));
    }
  }

  @Test
  void sampleWeightsCountPerLabel() {
    try (EagerSession session = EagerSession.create()) {
      Ops tf = Ops.create(session);
      TFloat32 loss =
          PinballLoss.of(0.1, 0.9)
              .call(
                  tf,
                  tf.constant(new float[] {10, 0}),
                  tf.constant(new float[][] {{8, 13}, {1, -2}}),
                  tf.constant(new float[] {2, 0}))
              .asTensor();
      // (2 * 0.2 + 2 * 0.3) / 4
      assertThat((double) loss.getFloat()).isCloseTo(0.25, within(1e-6));
    }
  }

  @Test
  void refusesLevelsThatAreNone() {
    assertThatThrownBy(() -> PinballLoss.of(0.5, 1.0))
        .hasMessage("quantiles must be above 0 and below 1, but are [0.5, 1.0]");
  }

  @Test
  void refusesPredictionsOfAnotherNumberOfQuantiles() {
    try (EagerSession session = EagerSession.create()) {
      Ops tf = Ops.create(session);
      assertThatThrownBy(
              () ->
                  PinballLoss.of(0.1, 0.5, 0.9)
                      .call(
                          tf,
                          tf.constant(new float[] {1}),
                          tf.constant(new float[][] {{1, 2}}),
                          null))
          .hasMessageContaining("a last axis of 3");
    }
  }
}
