package io.longtape.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.tensorflow.EagerSession;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

class WeightInitializerTest {

  private static float[] draw(WeightInitializer initializer, Shape shape, long seed) {
    try (EagerSession session = EagerSession.create()) {
      TFloat32 tensor = initializer.call(Ops.create(session), shape, seed).asTensor();
      assertThat(tensor.shape()).isEqualTo(shape);
      float[] data = new float[(int) tensor.size()];
      tensor.copyTo(DataBuffers.of(data, false, false));
      return data;
    }
  }

  @Test
  void glorotUniformStaysWithinItsLimitAndHasItsVariance() {
    float[] kernel = draw(WeightInitializer.glorotUniform(), Shape.of(30, 120), 5);
    double limit = Math.sqrt(6.0 / (30 + 120)); // 0.2
    double sum = 0;
    double squares = 0;
    for (float weight : kernel) {
      sum += weight;
      assertThat((double) weight).isBetween(-limit, limit);
      squares += weight * weight;
    }
    // The mean of 3,600 draws has a standard error of 0.0019.
    assertThat(sum / kernel.length).isCloseTo(0, within(0.008));
    assertThat(squares / kernel.length).isCloseTo(limit * limit / 3, within(0.001));
  }

  @Test
  void orthogonalHasOrthonormalRowsWhereTheyAreFewer() {
    int units = 8;
    float[] kernel = draw(WeightInitializer.orthogonal(), Shape.of(units, 4L * units), 5);
    for (int a = 0; a < units; a++) {
      for (int b = 0; b < units; b++) {
        double product = 0;
        for (int i = 0; i < 4 * units; i++) {
          product += kernel[a * 4 * units + i] * kernel[b * 4 * units + i];
        }
        assertThat(product).isCloseTo(a == b ? 1 : 0, within(1e-5));
      }
    }
  }

  @Test
  void unitForgetBiasIsOneForTheSecondGate() {
    assertThat(draw(WeightInitializer.unitForgetBias(), Shape.of(8), 5))
        .containsExactly(0, 0, 1, 1, 0, 0, 0, 0);
  }

  @Test
  void theSeedDecides() {
    Shape shape = Shape.of(3, 4);
    float[] first = draw(WeightInitializer.glorotUniform(), shape, 5);
    assertThat(draw(WeightInitializer.glorotUniform(), shape, 5)).containsExactly(first);
    assertThat(draw(WeightInitializer.glorotUniform(), shape, 6)).isNotEqualTo(first);
    float[] square = draw(WeightInitializer.orthogonal(), Shape.of(3, 3), 5);
    assertThat(draw(WeightInitializer.orthogonal(), Shape.of(3, 3), 5)).containsExactly(square);
  }
}
