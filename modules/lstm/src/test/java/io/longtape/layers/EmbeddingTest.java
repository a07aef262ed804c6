package io.longtape.layers;

import static org.assertj.core.api.Assertions.assertThat;

import io.longtape.autodiff.GradientTape;
import io.longtape.autodiff.gradients.IndexedSlices;
import io.longtape.weights.ResourceWeights;
import io.longtape.weights.WeightSpec;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tensorflow.EagerSession;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.StdArrays;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;

/** The numbers are Keras's. */
class EmbeddingTest {

  private static LayerRun run(Embedding layer) {
    return LayerRun.of(layer)
        .weight("embedding/embeddings", Shape.of(4, 2), 1, 2, 3, 4, 5, 6, 7, 8);
  }

  @Test
  void looksUpARowForEachId() {
    run(Embedding.of(4, 2))
        .reads(new int[][] {{3, 0}, {1, 2}})
        .gives(Shape.of(2, 2, 2), 7, 8, 1, 2, 3, 4, 5, 6);
    run(Embedding.of(4, 2)).reads(TInt64.vectorOf(2, 3)).gives(Shape.of(2, 2), 5, 6, 7, 8);
    // Keras cuts other numbers.
    run(Embedding.of(4, 2)).reads(new float[][] {{1.7f}}).gives(Shape.of(1, 1, 2), 3, 4);
  }

  @Test
  void hidesZeros() {
    run(Embedding.of(4, 2).withMaskZero(true))
        .reads(new int[][] {{3, 0}, {1, 2}})
        .givesMasked(
            new boolean[] {true, false, true, true}, Shape.of(2, 2, 2), 7, 8, 1, 2, 3, 4, 5, 6);
  }

  @Test
  void hasAGradientOfTheRowsThatWereRead() {
    WeightSpec spec =
        WeightOptions.of(
                (tf, shape, seed) -> tf.zeros(tf.constant(shape.asArray()), TFloat32.class))
            .spec("embedding/embeddings", 4, 2);
    try (EagerSession session = EagerSession.create();
        ResourceWeights weights = ResourceWeights.of(session, List.of(spec), path -> true);
        GradientTape tape = GradientTape.of(session)) {
      Ops tf = tape.ops();
      Operand<?> ids = tf.constant(StdArrays.ndCopyOf(new int[][] {{3, 1}}));
      Pass pass = Pass.inference(tf, weights).in("embedding");
      Operand<TFloat32> rows =
          Embedding.of(4, 2).call(pass, MaskedTensor.of(ids)).floats("embedding");
      Operand<TFloat32> loss = tf.reduceSum(rows, tf.constant(new int[] {0, 1, 2}));
      Operand<TFloat32> gradient =
          tape.gradient(loss, weights.variables().get("embedding/embeddings"));
      assertThat(gradient).isInstanceOf(IndexedSlices.class);
      assertThat(((IndexedSlices<TFloat32>) gradient).values().shape()).isEqualTo(Shape.of(2, 2));
    }
  }

  @Test
  void maskingHidesStepsOfOneValue() {
    LayerRun.of(Masking.of())
        .reads(new float[][][] {{{1, 2}, {3, 5}}, {{0, 0}, {-1, 4}}})
        .givesMasked(
            new boolean[] {true, true, false, true}, Shape.of(2, 2, 2), 1, 2, 3, 5, 0, 0, -1, 4);
    LayerRun.of(Masking.of(5))
        .reads(new float[][][] {{{5, 5}, {5, 1}}})
        .givesMasked(new boolean[] {false, true}, Shape.of(1, 2, 2), 0, 0, 5, 1);
  }
}
