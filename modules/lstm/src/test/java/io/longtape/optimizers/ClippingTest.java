package io.longtape.optimizers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.longtape.autodiff.gradients.IndexedSlices;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.tensorflow.EagerSession;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

class ClippingTest {

  private static final Offset<Float> PRECISE = within(1e-6f);

  private final EagerSession session = EagerSession.create();
  private final Ops tf = Ops.create(session);

  @AfterEach
  void close() {
    session.close();
  }

  private float[] floats(Operand<TFloat32> operand) {
    return OptimizerRun.floats(operand.asTensor());
  }

  private Operand<TFloat32> vector(float... values) {
    return tf.constant(values);
  }

  /** Rows 1 and 3 of four, row 1 in two parts: 0, 3, 0, 4. */
  private Operand<TFloat32> slices() {
    return IndexedSlices.of(
        tf,
        tf.constant(new float[][] {{5}, {4}, {-2}}),
        tf.constant(new int[] {1, 3, 1}),
        tf.constant(new long[] {4, 1}));
  }

  @Test
  void noneLeavesGradientsAsTheyAre() {
    List<Operand<TFloat32>> gradients = List.of(vector(100, -3), slices());
    assertThat(Clipping.none().apply(tf, gradients)).isSameAs(gradients);
  }

  @Test
  void valuesAreBounded() {
    List<Operand<TFloat32>> clipped = Clipping.byValue(2).apply(tf, List.of(vector(3, -5, 1)));
    assertThat(floats(clipped.get(0))).containsExactly(2, -2, 1);
  }

  @Test
  void eachNormIsBoundedByItself() {
    List<Operand<TFloat32>> clipped =
        Clipping.byNorm(2.5).apply(tf, List.of(vector(3, 4), vector(0.5f, 0), vector(0, 0)));
    assertThat(floats(clipped.get(0))).containsExactly(1.5f, 2);
    assertThat(floats(clipped.get(1))).containsExactly(0.5f, 0);
    assertThat(floats(clipped.get(2))).containsExactly(0, 0);
  }

  @Test
  void theJointNormIsBounded() {
    List<Operand<TFloat32>> clipped =
        Clipping.byGlobalNorm(2).apply(tf, List.of(vector(2, 0), vector(2, 2, 2)));
    assertThat(floats(clipped.get(0))).containsExactly(1, 0);
    assertThat(floats(clipped.get(1))).containsExactly(1, 1, 1);
    List<Operand<TFloat32>> zero = Clipping.byGlobalNorm(2).apply(tf, List.of(vector(0, 0)));
    assertThat(floats(zero.get(0))).containsExactly(0, 0);
  }

  @Test
  void anInfiniteJointNormSpoilsAll() {
    List<Operand<TFloat32>> clipped =
        Clipping.byGlobalNorm(2).apply(tf, List.of(vector(1, 2), vector(Float.POSITIVE_INFINITY)));
    assertThat(floats(clipped.get(0))).containsExactly(Float.NaN, Float.NaN);
  }

  @Test
  void partsOfARowThatComesTwiceCountByThemselves() {
    Operand<TFloat32> byValue = Clipping.byValue(2).apply(tf, List.of(slices())).get(0);
    assertThat(byValue).isInstanceOf(IndexedSlices.class);
    assertThat(floats(byValue)).containsExactly(0, 0, 0, 2);
    Operand<TFloat32> byNorm = Clipping.byNorm(2.5).apply(tf, List.of(slices())).get(0);
    assertThat(byNorm).isInstanceOf(IndexedSlices.class);
    assertThat(floats(byNorm)).containsExactly(new float[] {0, 1.118034f, 0, 1.490712f}, PRECISE);
    Operand<TFloat32> byGlobalNorm = Clipping.byGlobalNorm(2.5).apply(tf, List.of(slices())).get(0);
    assertThat(byGlobalNorm).isNotInstanceOf(IndexedSlices.class);
    assertThat(floats(byGlobalNorm))
        .containsExactly(new float[] {0, 1.118034f, 0, 1.490712f}, PRECISE);
  }

  @Test
  void missingGradientsStayMissing() {
    List<Operand<TFloat32>> gradients = Arrays.asList(null, vector(3, 4));
    for (Clipping clipping :
        List.of(
            Clipping.none(), Clipping.byValue(1), Clipping.byNorm(1), Clipping.byGlobalNorm(1))) {
      assertThat(clipping.apply(tf, gradients)).hasSize(2).first().isNull();
    }
    List<Operand<TFloat32>> none = Arrays.asList(null, null);
    assertThat(Clipping.byGlobalNorm(1).apply(tf, none)).containsOnlyNulls();
  }

  @Test
  void boundsMustBeAboveZero() {
    assertThatThrownBy(() -> Clipping.byValue(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the value to clip at must be above 0, but is 0.0");
    assertThatThrownBy(() -> Clipping.byNorm(-1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the norm to clip at must be above 0, but is -1.0");
    assertThatThrownBy(() -> Clipping.byGlobalNorm(Double.NaN))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the norm to clip at must be above 0, but is NaN");
  }
}
