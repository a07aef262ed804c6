package io.longtape.layers;

import static org.assertj.core.api.Assertions.assertThat;

import io.longtape.activations.KerasActivation;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.Shape;

/** The numbers are Keras's. */
class DenseTest {

  private static final float[] KERNEL = {1, -1, 2, 0.5f};
  private static final float[] BIAS = {0.5f, -1};

  private static LayerRun run(Dense layer) {
    return LayerRun.of(layer)
        .weight("dense/kernel", Shape.of(2, 2), KERNEL)
        .weight("dense/bias", Shape.of(2), BIAS);
  }

  @Test
  void connectsTheLastAxis() {
    Dense layer = Dense.of(2).withActivation(KerasActivation.RELU);
    run(layer).reads(new float[][] {{1, 2}, {-3, 1}}).gives(Shape.of(2, 2), 5.5f, 0, 0, 2.5f);
    run(layer)
        .reads(new float[][][] {{{1, 2}, {3, 5}}, {{0, 0}, {-1, 4}}})
        .gives(Shape.of(2, 2, 2), 5.5f, 0, 13.5f, 0, 0.5f, 0, 7.5f, 2);
  }

  @Test
  void doesWithoutABias() {
    LayerRun.of(Dense.of(1).withUseBias(false).withName("head"))
        .weight("head/kernel", Shape.of(2, 1), 2, 3)
        .reads(new float[][] {{1, 10}})
        .gives(Shape.of(1, 1), 32);
  }

  @Test
  void passesTheMaskOn() {
    run(Dense.of(2))
        .reads(new float[][][] {{{1, 2}, {0, 0}}})
        .masked(new boolean[][] {{true, false}})
        .givesMasked(new boolean[] {true, false}, Shape.of(1, 2, 2), 5.5f, -1, 0.5f, -1);
  }

  @Test
  void knowsItsShapeWhateverBatchAndTime() {
    String shape = run(Dense.of(2)).shapeOf(Shape.of(-1, -1, 2));
    assertThat(shape).isEqualTo("[-1, -1, 2]");
    assertThat(run(Dense.of(2)).shapeOf(Shape.of(-1, 7, -1, 2))).isEqualTo("[-1, 7, -1, 2]");
  }
}
