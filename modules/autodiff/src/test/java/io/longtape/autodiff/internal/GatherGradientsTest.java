package io.longtape.autodiff.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.longtape.autodiff.GradientTape;
import io.longtape.autodiff.ResourceVariable;
import io.longtape.autodiff.gradients.IndexedSlices;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tensorflow.EagerSession;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.StdArrays;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/** What is read by rows has a gradient by rows. */
class GatherGradientsTest {

  private static final float[][] TABLE = {{1, 2}, {3, 4}, {5, 6}};

  @Test
  void rowsOfATensorHaveASparseGradient() {
    try (EagerSession session = EagerSession.create();
        GradientTape tape = GradientTape.of(session)) {
      Ops tf = tape.ops();
      Operand<TFloat32> table = tf.constant(TABLE);
      tape.watch(table);
      Operand<TFloat32> rows = tf.gather(table, tf.constant(new int[] {2, 0, 2}), tf.constant(0));
      assertSlices(
          tape.gradient(tf.math.square(rows), table),
          new int[] {2, 0, 2},
          new float[][] {{10, 12}, {2, 4}, {10, 12}});
    }
  }

  @Test
  void columnsOfATensorHaveADenseGradient() {
    try (EagerSession session = EagerSession.create();
        GradientTape tape = GradientTape.of(session)) {
      Ops tf = tape.ops();
      Operand<TFloat32> table = tf.constant(TABLE);
      tape.watch(table);
      Operand<TFloat32> columns = tf.gather(table, tf.constant(new int[] {1, 1}), tf.constant(1));
      Operand<TFloat32> gradient = tape.gradient(columns, table);
      assertThat(gradient).isNotInstanceOf(IndexedSlices.class);
      assertThat(matrix(gradient)).isDeepEqualTo(new float[][] {{0, 2}, {0, 2}, {0, 2}});
    }
  }

  @Test
  void rowsOfAVariableHaveASparseGradientWhateverTheRankOfTheirIndices() {
    try (EagerSession session = EagerSession.create();
        ResourceVariable<TFloat32> table =
            ResourceVariable.of(session, "table", Ops.create(session).constant(TABLE));
        GradientTape tape = GradientTape.of(session)) {
      Ops tf = tape.ops();
      Operand<TFloat32> rows = table.gather(tf, tf.constant(new int[][] {{2, 0}, {2, 1}}));
      assertSlices(
          tape.gradient(tf.math.square(rows), table),
          new int[] {2, 0, 2, 1},
          new float[][] {{10, 12}, {2, 4}, {10, 12}, {6, 8}});
    }
  }

  @Test
  void elementsOfAVariableHaveADenseGradient() {
    try (EagerSession session = EagerSession.create();
        ResourceVariable<TFloat32> table =
            ResourceVariable.of(session, "table", Ops.create(session).constant(TABLE));
        GradientTape tape = GradientTape.of(session)) {
      Ops tf = tape.ops();
      tape.watch(table);
      Operand<TInt32> places = tf.constant(new int[][] {{2, 1}, {0, 0}});
      Operand<TFloat32> elements = tf.resourceGatherNd(table.handle(), places, TFloat32.class);
      assertThat(matrix(tape.gradient(tf.math.square(elements), table)))
          .isDeepEqualTo(new float[][] {{2, 0}, {0, 0}, {0, 12}});
    }
  }

  private static void assertSlices(Operand<TFloat32> gradient, int[] rows, float[][] values) {
    assertThat(gradient).isInstanceOf(IndexedSlices.class);
    IndexedSlices<TFloat32> slices = (IndexedSlices<TFloat32>) gradient;
    assertThat(StdArrays.array1dCopyOf((TInt32) slices.indices().asTensor())).isEqualTo(rows);
    assertThat(matrix(slices.values())).isDeepEqualTo(values);
    assertThat(List.of(slices.shape().get(0), slices.shape().get(1))).isEqualTo(List.of(3L, 2L));
  }

  private static float[][] matrix(Operand<TFloat32> operand) {
    return StdArrays.array2dCopyOf(operand.asTensor());
  }
}
