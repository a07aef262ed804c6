package io.longtape.layers;

import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.Shape;

/** The numbers are Keras's. */
class LayerNormalizationTest {

  private static final float[][][] X = {{{1, 2}, {3, 5}}, {{0, 0}, {-1, 4}}};

  @Test
  void normalizesTheLastAxis() {
    LayerRun.of(LayerNormalization.of().withName("norm"))
        .weight("norm/gamma", Shape.of(3), 1, 2, 3)
        .weight("norm/beta", Shape.of(3), 0.5f, 0, -1)
        .reads(new float[][] {{1, 2, 4}, {0, 0, 0}})
        .gives(Shape.of(2, 3), -0.56870145f, -0.53435063f, 3.0076308f, 0.5f, 0, -1);
  }

  @Test
  void normalizesOtherAxes() {
    LayerRun.of(LayerNormalization.of().withAxis(2, 1).withEpsilon(0.1).withName("norm"))
        .weight("norm/gamma", Shape.of(2, 2), 1, 2, 3, 4)
        .weight("norm/beta", Shape.of(2, 2), 0, 1, 0, 1)
        .reads(X)
        .gives(
            Shape.of(2, 2, 2),
            -1.1570642f,
            0.008230686f,
            0.4958849f,
            6.9506164f,
            -0.38537627f,
            0.22924745f,
            -2.697634f,
            7.6798553f);
    LayerRun.of(LayerNormalization.of().withAxis(1).withCenter(false).withName("norm"))
        .weight("norm/gamma", Shape.of(2), 1, 2)
        .reads(X)
        .gives(
            Shape.of(2, 2, 2),
            -0.9995004f,
            -0.9997778f,
            1.999001f,
            1.9995561f,
            0.99800605f,
            -0.99987507f,
            -1.9960121f,
            1.9997501f);
  }

  @Test
  void passesTheMaskOn() {
    LayerRun.of(LayerNormalization.of().withCenter(false).withScale(false).withEpsilon(1))
        .reads(new float[][][] {{{0, 0}, {-3, 3}}})
        .masked(new boolean[][] {{false, true}})
        .givesMasked(new boolean[] {false, true}, Shape.of(1, 2, 2), 0, 0, -0.9486833f, 0.9486833f);
  }
}
