package io.longtape.layers;

import static org.assertj.core.api.Assertions.assertThat;

import io.longtape.activations.KerasActivation;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.StdArrays;
import org.tensorflow.types.TInt32;

class ReshapingTest {

  private static final float[][][] X = {{{1, 2}, {3, 5}}, {{0, 0}, {-1, 4}}};
  private static final boolean[][] MASK = {{true, false}, {false, false}};

  @Test
  void flattenJoinsAllButTheBatch() {
    LayerRun.of(Flatten.of()).reads(X).gives(Shape.of(2, 4), 1, 2, 3, 5, 0, 0, -1, 4);
    LayerRun.of(Flatten.of()).reads(X).masked(MASK).gives(Shape.of(2, 4), 1, 2, 3, 5, 0, 0, -1, 4);
    assertThat(LayerRun.of(Flatten.of()).shapeOf(Shape.of(-1, 3, 4))).isEqualTo("[-1, 12]");
    assertThat(LayerRun.of(Flatten.of()).shapeOf(Shape.of(-1, -1, 4))).isEqualTo("[-1, -1]");
    assertThat(LayerRun.of(Flatten.of()).shapeOf(Shape.of(-1))).isEqualTo("[-1, 1]");
  }

  @Test
  void repeatVectorGivesEachStepTheSame() {
    LayerRun.of(RepeatVector.of(2))
        .reads(new float[][] {{1, 2}, {3, 4}})
        .gives(Shape.of(2, 2, 2), 1, 2, 1, 2, 3, 4, 3, 4);
    assertThat(LayerRun.of(RepeatVector.of(3)).shapeOf(Shape.of(-1, 5))).isEqualTo("[-1, 3, 5]");
  }

  @Test
  void activationPassesTheMaskOn() {
    LayerRun.of(Activation.of(KerasActivation.SOFTMAX))
        .reads(new float[][][] {{{0, 1}, {0, 0}}})
        .masked(new boolean[][] {{true, false}})
        .givesMasked(
            new boolean[] {true, false}, Shape.of(1, 2, 2), 0.26894143f, 0.73105854f, 0.5f, 0.5f);
  }

  @Test
  void concatenateJoinsFeatures() {
    float[][][] one = {{{7}, {8}}, {{9}, {10}}};
    LayerRun.of(Concatenate.of())
        .reads(X)
        .reads(one)
        .gives(Shape.of(2, 2, 3), 1, 2, 7, 3, 5, 8, 0, 0, 9, -1, 4, 10);
    // A step counts where it does in either; without a mask it counts.
    LayerRun.of(Concatenate.of())
        .reads(one)
        .masked(MASK)
        .reads(one)
        .masked(new boolean[][] {{false, false}, {false, true}})
        .givesMasked(
            new boolean[] {true, false, false, true}, Shape.of(2, 2, 2), 7, 7, 8, 8, 9, 9, 10, 10);
    LayerRun.of(Concatenate.of())
        .reads(one)
        .masked(MASK)
        .reads(one)
        .givesMasked(
            new boolean[] {true, true, true, true}, Shape.of(2, 2, 2), 7, 7, 8, 8, 9, 9, 10, 10);
  }

  @Test
  void concatenateJoinsTime() {
    LayerRun.of(Concatenate.of(1))
        .reads(X)
        .masked(MASK)
        .reads(new float[][][] {{{6, 6}}, {{7, 7}}})
        .givesMasked(
            new boolean[] {true, false, true, false, false, true},
            Shape.of(2, 3, 2),
            1,
            2,
            3,
            5,
            6,
            6,
            0,
            0,
            -1,
            4,
            7,
            7);
  }

  @Test
  void concatenateOfOneGivesIt() {
    LayerRun.of(Concatenate.of()).reads(new float[][] {{1}}).gives(Shape.of(1, 1), 1);
  }

  @Test
  void concatenateKeepsIds() {
    LayerRun.of(new Chain(Concatenate.of(), Embedding.of(3, 1).withName("embed")))
        .weight("chain/embed/embeddings", Shape.of(3, 1), 10, 20, 30)
        .reads(new int[][] {{0}})
        .reads(new int[][] {{2, 1}})
        .gives(Shape.of(1, 3, 1), 10, 30, 20);
  }

  @Test
  void timeDistributedWorksOnEachStep() {
    dense().reads(X).gives(Shape.of(2, 2, 2), 5.5f, 0, 13.5f, 0, 0.5f, 0, 7.5f, 2);
    dense()
        .reads(X)
        .masked(MASK)
        .givesMasked(
            new boolean[] {true, false, false, false},
            Shape.of(2, 2, 2),
            5.5f,
            0,
            13.5f,
            0,
            0.5f,
            0,
            7.5f,
            2);
    assertThat(dense().shapeOf(Shape.of(-1, -1, 2))).isEqualTo("[-1, -1, 2]");
    assertThat(dense().shapeOf(Shape.of(-1, 4, -1, 2))).isEqualTo("[-1, 4, -1, 2]");
    assertThat(LayerRun.of(TimeDistributed.of(Flatten.of())).shapeOf(Shape.of(-1, -1, 3, 4)))
        .isEqualTo("[-1, -1, 12]");
  }

  @Test
  void timeDistributedGivesEachStepItsMask() {
    // Documents of sentences of words: the mean over the words of a sentence that are no padding.
    LayerRun.of(new Chain(embedding(), TimeDistributed.of(GlobalAveragePooling1D.of())))
        .weight("chain/embed/embeddings", Shape.of(4, 1), 99, 1, 2, 4)
        .reads(TInt32.tensorOf(StdArrays.ndCopyOf(new int[][][] {{{3, 2}, {1, 0}, {0, 0}}})))
        .givesMasked(new boolean[] {true, true, false}, Shape.of(1, 3, 1), 3, 1, 0);
    // A layer that passes its mask on gives it back for each step.
    LayerRun.of(new Chain(embedding(), TimeDistributed.of(Activation.of(KerasActivation.LINEAR))))
        .weight("chain/embed/embeddings", Shape.of(4, 1), 99, 1, 2, 4)
        .reads(TInt32.tensorOf(StdArrays.ndCopyOf(new int[][][] {{{3, 2}, {1, 0}}})))
        .givesMasked(new boolean[] {true, true, true, false}, Shape.of(1, 2, 2, 1), 4, 2, 1, 99);
  }

  private static Embedding embedding() {
    return Embedding.of(4, 1).withMaskZero(true).withName("embed");
  }

  private static LayerRun dense() {
    return LayerRun.of(TimeDistributed.of(Dense.of(2).withActivation(KerasActivation.RELU)))
        .weight("time_distributed/dense/kernel", Shape.of(2, 2), 1, -1, 2, 0.5f)
        .weight("time_distributed/dense/bias", Shape.of(2), 0.5f, -1);
  }

  /** Two layers, the second of which reads what the first gives. */
  private record Chain(Layer first, Layer second) implements Layer {

    @Override
    public String kind() {
      return "chain";
    }

    @Override
    public Optional<String> name() {
      return Optional.empty();
    }

    @Override
    public List<MaskedTensor> call(Pass pass, List<MaskedTensor> inputs) {
      List<MaskedTensor> between = first.call(pass.in(first.name().orElse(first.kind())), inputs);
      return second.call(pass.in(second.name().orElse(second.kind())), between);
    }
  }
}
