package io.longtape.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.longtape.optimizers.Adam;
import io.longtape.optimizers.GlobalNorm;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.tensorflow.EagerSession;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

class OptionsTest {

  @Test
  void theCosineFallsFromTheRateToZero() {
    LearningRateSchedule cosine = LearningRateSchedule.cosine();
    assertThat(cosine.rate(0, 100, 0.01)).isEqualTo(0.01);
    assertThat(cosine.rate(50, 100, 0.01)).isCloseTo(0.005, within(1e-12));
    // (1 + cos(0.99 pi)) / 2 = 2.4672e-4
    assertThat(cosine.rate(99, 100, 0.01)).isCloseTo(2.4672e-6, within(1e-10));
    assertThat(LearningRateSchedule.constant().rate(99, 100, 0.01)).isEqualTo(0.01);
  }

  @Test
  void numbersThatCannotBeAreRefused() {
    assertThatThrownBy(() -> FitOptions.of(0, 32))
        .hasMessage("epochs must be at least 1, but is 0");
    assertThatThrownBy(() -> FitOptions.of(1, 0))
        .hasMessage("batch size must be at least 1, but is 0");
    assertThatThrownBy(() -> FitOptions.of(1, 1).withPatience(0))
        .hasMessage("patience must be at least 1, but is 0");
    assertThatThrownBy(() -> Adam.of(0)).hasMessage("learning rate must be above 0, but is 0.0");
    assertThatThrownBy(() -> new InputSpec(Shape.of(-1, 2), TFloat32.class))
        .hasMessage("an input's shape must be known, but is [-1, 2]");
    assertThatThrownBy(() -> new InputSpec(Shape.of(2), TInt32.class))
        .hasMessage("an input is TFloat32 or TFloat64, not TInt32");
  }

  @Test
  void clippingScalesAllGradientsTogetherAndOnlyWhenNeeded() {
    try (EagerSession session = EagerSession.create()) {
      Ops tf = Ops.create(session);
      // The norm of (3, 4) and (12) is 13.
      var gradients =
          List.<Operand<TFloat32>>of(
              tf.constant(new float[] {3, 4}), tf.constant(new float[] {12}));
      TFloat32 clipped = GlobalNorm.clip(tf, gradients, 6.5).get(0).asTensor();
      assertThat((double) clipped.getFloat(0)).isCloseTo(1.5, within(1e-6));
      assertThat((double) clipped.getFloat(1)).isCloseTo(2, within(1e-6));
      TFloat32 untouched = GlobalNorm.clip(tf, gradients, 13.5).get(1).asTensor();
      assertThat((double) untouched.getFloat(0)).isCloseTo(12, within(1e-6));
      assertThatThrownBy(() -> GlobalNorm.clip(tf, gradients, 0))
          .hasMessage("the norm to clip at must be above 0, but is 0.0");
    }
  }

  @Test
  void theProgressBarIsQuietWithoutATerminal() {
    PrintStream before = System.err;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    System.setErr(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try {
      ProgressBarListener bar = ProgressBarListener.create();
      bar.begin(2, 3);
      bar.step(1, 1, 0.5);
      bar.epoch(new History.Epoch(1, 0.5, OptionalDouble.of(0.4), 0.01));
      bar.end();
    } finally {
      System.setErr(before);
    }
    assertThat(printed.toString(StandardCharsets.UTF_8)).isEmpty();
  }
}
