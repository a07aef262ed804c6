package io.longtape.layers;

import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.Shape;

/** The numbers without a mask, and those of the mean, are Keras's. */
class PoolingTest {

  private static final float[][][] X = {{{1, 2}, {3, 5}}, {{0, 0}, {-1, 4}}};
  private static final boolean[][] MASK = {{true, false}, {false, true}};

  /** A row without a step that counts, and one with negative numbers beside hidden zeros. */
  private static final float[][][] PADDED = {{{1, 2}, {3, 5}}, {{-3, -2}, {0, 0}}};

  private static final boolean[][] PADDING = {{false, false}, {true, false}};

  @Test
  void average() {
    LayerRun.of(GlobalAveragePooling1D.of()).reads(X).gives(Shape.of(2, 2), 2, 3.5f, -0.5f, 2);
    LayerRun.of(GlobalAveragePooling1D.of().withKeepdims(true))
        .reads(X)
        .gives(Shape.of(2, 1, 2), 2, 3.5f, -0.5f, 2);
    LayerRun.of(GlobalAveragePooling1D.of())
        .reads(X)
        .masked(MASK)
        .gives(Shape.of(2, 2), 1, 2, -1, 4);
    LayerRun.of(GlobalAveragePooling1D.of().withKeepdims(true))
        .reads(X)
        .masked(MASK)
        .gives(Shape.of(2, 1, 2), 1, 2, -1, 4);
  }

  @Test
  void averageOfNoStepIsZero() {
    LayerRun.of(GlobalAveragePooling1D.of())
        .reads(PADDED)
        .masked(PADDING)
        .gives(Shape.of(2, 2), 0, 0, -3, -2);
  }

  @Test
  void max() {
    LayerRun.of(GlobalMaxPooling1D.of()).reads(X).gives(Shape.of(2, 2), 3, 5, 0, 4);
    LayerRun.of(GlobalMaxPooling1D.of().withKeepdims(true))
        .reads(X)
        .gives(Shape.of(2, 1, 2), 3, 5, 0, 4);
  }

  @Test
  void maxHeedsTheMaskWhereAsked() {
    LayerRun.of(GlobalMaxPooling1D.of())
        .reads(PADDED)
        .masked(PADDING)
        .gives(Shape.of(2, 2), 3, 5, 0, 0);
    LayerRun.of(GlobalMaxPooling1D.of().withMasked(true))
        .reads(PADDED)
        .masked(PADDING)
        .gives(Shape.of(2, 2), 0, 0, -3, -2);
    LayerRun.of(GlobalMaxPooling1D.of().withMasked(true).withKeepdims(true))
        .reads(PADDED)
        .masked(PADDING)
        .gives(Shape.of(2, 1, 2), 0, 0, -3, -2);
  }

  @Test
  void attention() {
    run().reads(X).gives(Shape.of(2, 2), 2.5012963f, 4.251944f, -0.20081581f, 0.80326325f);
    run()
        .reads(X)
        .masked(new boolean[][] {{true, true}, {false, true}})
        .gives(Shape.of(2, 2), 2.5012963f, 4.251944f, -1, 4);
    run().reads(PADDED).masked(PADDING).gives(Shape.of(2, 2), 0, 0, -3, -2);
  }

  private static LayerRun run() {
    return LayerRun.of(AttentionPooling1D.of(3).withName("pool"))
        .weight("pool/kernel", Shape.of(2, 3), 1, -1, 0.5f, 0.5f, 0.25f, -1)
        .weight("pool/bias", Shape.of(3), 0, 0.1f, -0.2f)
        .weight("pool/context", Shape.of(3), 1, -2, 0.5f);
  }
}
