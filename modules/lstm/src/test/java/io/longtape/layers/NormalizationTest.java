package io.longtape.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.tensorflow.EagerSession;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.StdArrays;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;

class NormalizationTest {

  private final EagerSession session = EagerSession.create();
  private final Ops tf = Ops.create(session);

  @AfterEach
  void close() {
    session.close();
  }

  @Test
  void scalesEachColumnAndBack() {
    Normalization scaling = Normalization.of(new double[] {10, -1}, new double[] {2, 0.5});
    var raw = tf.constant(new double[][] {{14, 0}, {10, -2}});
    TFloat32 scaled = scaling.scale(tf, raw).asTensor();
    assertThat(scaled.getFloat(0, 0)).isEqualTo(2);
    assertThat(scaled.getFloat(0, 1)).isEqualTo(2);
    assertThat(scaled.getFloat(1, 0)).isEqualTo(0);
    assertThat(scaled.getFloat(1, 1)).isEqualTo(-2);
    TFloat64 back = scaling.invert(tf, scaling.scale(tf, raw)).asTensor();
    assertThat(back.getDouble(0, 0)).isEqualTo(14);
    assertThat(back.getDouble(1, 1)).isEqualTo(-2);
  }

  @Test
  void keepsSmallMovementsOnALargeLevel() {
    // float32 has steps of 64 at 1e9: scaling in float32 would give 0 for both.
    Normalization scaling = Normalization.of(new double[] {1e9}, new double[] {1});
    TFloat32 scaled = scaling.scale(tf, tf.constant(new double[] {1e9 + 3, 1e9 - 2})).asTensor();
    assertThat(scaled.getFloat(0)).isEqualTo(3);
    assertThat(scaled.getFloat(1)).isEqualTo(-2);
  }

  @Test
  void isALayerOfRawValues() {
    Normalization layer = Normalization.of(new double[] {10, -1}, new double[] {2, 0.5});
    LayerRun.of(layer)
        .reads(new float[][][] {{{14, 0}, {10, -2}}})
        .masked(new boolean[][] {{true, false}})
        .givesMasked(new boolean[] {true, false}, Shape.of(1, 2, 2), 2, 2, 0, -2);
    LayerRun.of(Normalization.of(new double[] {1e9}, new double[] {1}))
        .reads(TFloat64.tensorOf(StdArrays.ndCopyOf(new double[][] {{1e9 + 3}})))
        .gives(Shape.of(1, 1), 3);
    assertThatThrownBy(() -> LayerRun.of(layer).shapeOf(Shape.of(-1, 3)))
        .hasMessage("layer 'normalization' scales 2 columns and expects [..., 2], but got [-1, 3]");
  }

  @Test
  void refusesAScaleOfZero() {
    assertThatThrownBy(() -> Normalization.of(new double[] {1, 2}, new double[] {1, 0}))
        .hasMessage("the scale of column 1 must be finite and not 0: 0.0");
    assertThatThrownBy(() -> Normalization.of(new double[] {1}, new double[] {1, 1}))
        .hasMessage("as many offsets as scales are needed, but there are 1 and 2");
  }

  @Test
  void instanceNormalizationRemovesLevelAndSpreadAndRestoresThem() {
    // One window of one channel: mean 4, population deviation 2.
    var window = tf.constant(new float[][][] {{{2}, {6}, {2}, {6}}});
    ReversibleInstanceNormalization own = ReversibleInstanceNormalization.of(tf, window);
    TFloat32 normalized = own.normalize(window).asTensor();
    assertThat((double) normalized.getFloat(0, 0, 0)).isCloseTo(-1, within(1e-5));
    assertThat((double) normalized.getFloat(0, 1, 0)).isCloseTo(1, within(1e-5));
    TFloat32 restored = own.restore(tf.constant(new float[][][] {{{3}}})).asTensor();
    assertThat((double) restored.getFloat(0, 0, 0)).isCloseTo(10, within(1e-4));
    // The level of another window (mean 1), the spread of this one.
    var earlier = tf.constant(new float[][][] {{{0}, {2}}});
    TFloat32 about = own.about(earlier).normalize(earlier).asTensor();
    assertThat((double) about.getFloat(0, 1, 0)).isCloseTo(0.5, within(1e-5));
  }

  @Test
  void aWindowThatStandsStillGivesZeros() {
    var window = tf.constant(new float[][][] {{{5}, {5}, {5}}});
    TFloat32 normalized =
        ReversibleInstanceNormalization.of(tf, window).normalize(window).asTensor();
    assertThat(normalized.getFloat(0, 2, 0)).isEqualTo(0);
  }
}
