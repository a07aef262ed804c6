package io.longtape.datasets;

import static io.longtape.datasets.Read.TIME;
import static io.longtape.datasets.Read.spec;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;

class TruncatedSequencesTest {

  private static final BatchSpec SPEC = BatchSpec.of(Map.of("x", spec(TFloat32.class, TIME, 1)));

  /** Sequence {@code i} is {@code 10 i, 10 i + 1, ...}. */
  private static float[][] sequences(int count, int time) {
    float[][] x = new float[count][time];
    for (int i = 0; i < count; i++) {
      for (int t = 0; t < time; t++) {
        x[i][t] = 10 * i + t;
      }
    }
    return x;
  }

  private static BatchSource pieces(float[][] x, int steps, Batching batching) {
    return TruncatedSequences.of(ArrayExamples.of(x), steps).batches(SPEC, batching);
  }

  @Test
  void rowsGoOnFromBatchToBatchAndStateIsResetAtTheStart() {
    BatchSource source = pieces(sequences(4, 5), 2, Batching.of(2).withShuffle(1));
    List<List<Integer>> expected =
        List.of(
            List.of(0, 1, 10, 11),
            List.of(2, 3, 12, 13),
            List.of(4, 14),
            List.of(20, 21, 30, 31),
            List.of(22, 23, 32, 33),
            List.of(24, 34));
    assertThat(Read.xs(source, 0, 0)).isEqualTo(expected);
    assertThat(Read.xs(source, 1, 4)).isEqualTo(expected.subList(4, 6));
    assertThat(source.batches()).hasValue(6);
    assertThat(source.examples()).hasValue(12);
    List<Boolean> resets = new ArrayList<>();
    try (BatchIterator batches = source.epoch(0, 0)) {
      while (batches.hasNext()) {
        try (Batch batch = batches.next()) {
          resets.add(batch.resetsState());
        }
      }
    }
    assertThat(resets).containsExactly(true, false, false, true, false, false);
  }

  @Test
  void theLastPieceIsDroppedWithTheRemainder() {
    BatchSource source =
        pieces(sequences(1, 5), 2, Batching.of(1).withDropRemainder(true).withPrefetch(1));
    assertThat(Read.xs(source, 0, 0)).containsExactly(List.of(0, 1), List.of(2, 3));
    assertThat(source.batches()).hasValue(2);
  }

  @Test
  void targetsAreCutOrTakenAtTheLastStepAsTheNetworkWants() {
    ArrayExamples examples =
        ArrayExamples.ofInput("x", new float[1][4][3])
            .with(Slot.target("each"), new float[][] {{1, 2, 3, 4}})
            .with(Slot.target("last"), new float[][][] {{{1, 5}, {2, 6}, {3, 7}, {4, 8}}})
            .with(Slot.sampleWeight("each"), new float[][] {{1, 0, 2, 3}})
            .with(Slot.sampleWeight("last"), new float[][] {{4, 5, 6, 7}});
    BatchSpec spec =
        BatchSpec.of(
            Map.of("x", spec(TFloat32.class, TIME, 3)),
            Map.of("each", spec(TFloat32.class, TIME, 1), "last", spec(TFloat32.class, 2)));
    BatchSource source = TruncatedSequences.of(examples, 2).batches(spec, Batching.of(1));
    try (BatchIterator batches = source.epoch(0, 1);
        Batch second = batches.next()) {
      assertThat(second.inputs().get("x").shape()).isEqualTo(Shape.of(1, 2, 3));
      assertThat(second.targets().get("each").shape()).isEqualTo(Shape.of(1, 2, 1));
      assertThat(Read.values(second.targets().get("each"))).containsExactly(3f, 4f);
      assertThat(Read.values(second.targets().get("last"))).containsExactly(4f, 8f);
      assertThat(Read.values(second.sampleWeights().get("each"))).containsExactly(2f, 3f);
      assertThat(second.sampleWeights().get("last").shape()).isEqualTo(Shape.of(1));
      assertThat(Read.values(second.sampleWeights().get("last"))).containsExactly(7f);
    }
  }

  @Test
  void oneWeightForASequenceHoldsForEachPiece() {
    ArrayExamples examples =
        ArrayExamples.of(new float[1][4], new float[1][4])
            .with(Slot.SAMPLE_WEIGHT, new float[] {3});
    BatchSpec spec = BatchSpec.of(SPEC.inputs(), Map.of("y", spec(TFloat32.class, TIME)));
    BatchSource source = TruncatedSequences.of(examples, 2).batches(spec, Batching.of(1));
    try (BatchIterator batches = source.epoch(0, 1);
        Batch second = batches.next()) {
      assertThat(Read.values(second.sampleWeights().get("y"))).containsExactly(3f);
    }
  }

  @Test
  void sequencesThatCannotBeCutAreRefused() {
    assertThatThrownBy(() -> pieces(new float[][] {{1, 2}, {3}}, 1, Batching.of(2)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "sequence 1, input 'input' has 1 steps, but those before have 2, and all must have the"
                + " same");
    assertThatThrownBy(() -> pieces(sequences(3, 4), 2, Batching.of(2)))
        .hasMessageStartingWith("3 sequences do not fill batches of 2, and each row goes on");
    assertThatThrownBy(() -> pieces(sequences(1, 4), 5, Batching.of(1).withDropRemainder(true)))
        .hasMessage("sequences of 4 steps have no full piece of 5, and the remainder is dropped");
    assertThatThrownBy(() -> pieces(new float[0][], 5, Batching.of(1)))
        .hasMessage("there are no sequences");
    assertThatThrownBy(() -> TruncatedSequences.of(ArrayExamples.of(new float[1][1]), 0))
        .hasMessage("a piece must have at least 1 step, but has 0");
    BatchSource wide = pieces(sequences(2, 4), 2, Batching.of(8));
    assertThat(wide.batches()).hasValue(2);
    assertThatThrownBy(() -> wide.epoch(0, 3))
        .hasMessage("cannot go on after batch 3 of the epoch: it has 2");
  }
}
