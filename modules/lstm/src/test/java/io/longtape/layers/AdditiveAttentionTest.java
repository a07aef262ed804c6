package io.longtape.layers;

import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.Shape;

/** The numbers are Keras's. */
class AdditiveAttentionTest {

  private static final float[][][] QUERY = {{{1, 0}, {0, 1}}};
  private static final float[][][] VALUE = {{{1, 2}, {3, -1}, {0.5f, 0.5f}}};

  @Test
  void weighsValuesByQueries() {
    run()
        .reads(QUERY)
        .reads(VALUE)
        .gives(Shape.of(1, 2, 2), 2.277656f, -0.3502468f, 2.1258395f, -0.114181444f);
  }

  @Test
  void readsAKeyOfItsOwn() {
    LayerRun.of(AdditiveAttention.of().withUseScale(false))
        .reads(QUERY)
        .reads(VALUE)
        .reads(new float[][][] {{{0, 1}, {1, 1}, {2, 0}}})
        .gives(Shape.of(1, 2, 2), 1.7654021f, 0.3803988f, 1.6080453f, 0.17586415f);
  }

  @Test
  void heedsMasks() {
    run()
        .reads(QUERY)
        .masked(new boolean[][] {{true, false}})
        .reads(VALUE)
        .masked(new boolean[][] {{true, true, false}})
        .givesMasked(new boolean[] {true, false}, Shape.of(1, 2, 2), 2.7022047f, -0.5533068f, 0, 0);
  }

  private static LayerRun run() {
    return LayerRun.of(AdditiveAttention.of().withName("attend"))
        .weight("attend/scale", Shape.of(2), 0.5f, -1);
  }
}
