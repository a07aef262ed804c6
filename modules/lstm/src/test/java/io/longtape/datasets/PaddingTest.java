package io.longtape.datasets;

import static io.longtape.datasets.Read.TIME;
import static io.longtape.datasets.Read.spec;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.longtape.datasets.Padding.Side;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TString;

class PaddingTest {

  private static final int[][] IDS = {{1}, {2, 3, 4}, {5, 6}};
  private static final BatchSpec SPEC = BatchSpec.of(Map.of("x", spec(TInt32.class, TIME)));

  private static List<Integer> padded(Padding padding) {
    Batching batching = Batching.of(3).withPadding(padding);
    return Read.xs(ArrayExamples.of(IDS).batches(SPEC, batching), 0, 0).get(0);
  }

  @Test
  void sequencesArePaddedWithZerosToTheLongest() {
    assertThat(padded(Padding.defaults())).containsExactly(1, 0, 0, 2, 3, 4, 5, 6, 0);
  }

  @Test
  void sidesAreThoseOfPadSequences() {
    Padding two = Padding.defaults().withMaxLength(2).withValue(-1);
    assertThat(padded(two.withSides(Side.POST, Side.POST))).containsExactly(1, -1, 2, 3, 5, 6);
    assertThat(padded(two.withSides(Side.PRE, Side.POST))).containsExactly(-1, 1, 2, 3, 5, 6);
    assertThat(padded(two.withSides(Side.POST, Side.PRE))).containsExactly(1, -1, 3, 4, 5, 6);
    assertThat(padded(two.withSides(Side.PRE, Side.PRE))).containsExactly(-1, 1, 3, 4, 5, 6);
  }

  @Test
  void featuresTargetsAndWeightsArePaddedTogether() {
    ArrayExamples examples =
        ArrayExamples.of(new float[][][] {{{1, 2}}, {{3, 4}, {5, 6}}}, new float[][] {{1}, {2, 3}})
            .with(Slot.SAMPLE_WEIGHT, new float[][] {{1}, {1, 1}});
    BatchSpec spec =
        BatchSpec.of(
            Map.of("x", spec(TFloat32.class, TIME, 2)), Map.of("y", spec(TFloat32.class, TIME, 1)));
    Batching batching = Batching.of(2).withPadding(Padding.defaults().withBuckets(3).withValue(9));
    try (BatchIterator batches = examples.batches(spec, batching).epoch(0, 0);
        Batch batch = batches.next()) {
      assertThat(batch.inputs().get("x").shape()).isEqualTo(Shape.of(2, 3, 2));
      assertThat(Read.values(batch.inputs().get("x")))
          .containsExactly(1f, 2f, 9f, 9f, 9f, 9f, 3f, 4f, 5f, 6f, 9f, 9f);
      assertThat(batch.targets().get("y").shape()).isEqualTo(Shape.of(2, 3, 1));
      assertThat(Read.values(batch.targets().get("y"))).containsExactly(1f, 0f, 0f, 2f, 3f, 0f);
      assertThat(Read.values(batch.sampleWeights().get("y")))
          .containsExactly(1f, 0f, 0f, 1f, 1f, 0f);
    }
  }

  @Test
  void stringsArePaddedWithTheEmptyOne() {
    BatchSpec spec = BatchSpec.of(Map.of("x", spec(TString.class, TIME)));
    try (Batch batch = Batch.of(ArrayExamples.of(new String[][] {{"a"}, {"b", "c"}}), spec)) {
      assertThat(Read.values(batch.inputs().get("x"))).containsExactly("a", "", "b", "c");
    }
  }

  @Test
  void emptySequencesGetOneStepOfPadding() {
    try (Batch batch = Batch.of(ArrayExamples.of(new int[][] {{}, {}}), SPEC)) {
      assertThat(batch.inputs().get("x").shape()).isEqualTo(Shape.of(2, 1));
    }
    BatchSpec features = BatchSpec.of(Map.of("x", spec(TFloat32.class, TIME, 2)));
    try (Batch batch = Batch.of(ArrayExamples.of(new float[1][0][]), features)) {
      assertThat(batch.inputs().get("x").shape()).isEqualTo(Shape.of(1, 1, 2));
    }
  }

  @Test
  void bucketsGroupExamplesOfAboutOneLength() {
    int[][] ids = {{10}, {20, 20, 20}, {30}, {40, 40}, {50}, {60, 60, 60, 60}, {70, 70}};
    Batching batching = Batching.of(2).withPadding(Padding.defaults().withBuckets(2, 4));
    BatchSource source = ArrayExamples.of(ids).batches(SPEC, batching);
    // Full ones as they fill, then what is left in the order of the buckets.
    List<List<Integer>> expected =
        List.of(
            List.of(10, 0, 30, 0),
            List.of(40, 40, 50, 0),
            List.of(20, 20, 20, 0, 60, 60, 60, 60),
            List.of(70, 70));
    assertThat(Read.xs(source, 0, 0)).isEqualTo(expected);
    for (int skip = 1; skip <= 4; skip++) {
      assertThat(Read.xs(source, 0, skip)).isEqualTo(expected.subList(skip, 4));
    }
    assertThat(source.batches()).hasValue(4);
    assertThat(source.examples()).hasValue(7);
    BatchSource full = ArrayExamples.of(ids).batches(SPEC, batching.withDropRemainder(true));
    assertThat(Read.xs(full, 0, 0)).isEqualTo(expected.subList(0, 3));
    assertThat(full.batches()).hasValue(3);
    assertThat(full.examples()).hasValue(6);
  }

  @Test
  void shuffledBucketsHoldEveryExampleOnceAndNoOtherLengths() {
    int[][] ids = new int[100][];
    for (int i = 0; i < ids.length; i++) {
      ids[i] = new int[1 + i % 7];
      ids[i][0] = i;
    }
    Batching batching =
        Batching.of(8).withShuffle(5).withPadding(Padding.defaults().withBuckets(3, 5, 7));
    BatchSource source = ArrayExamples.of(ids).batches(SPEC, batching);
    List<Integer> seen = new ArrayList<>();
    Set<Long> times = new HashSet<>();
    long batchCount = 0;
    try (BatchIterator batches = source.epoch(3, 0)) {
      while (batches.hasNext()) {
        try (Batch batch = batches.next()) {
          long time = batch.inputs().get("x").shape().get(1);
          times.add(time);
          batchCount++;
          List<Object> values = Read.values(batch.inputs().get("x"));
          for (int row = 0; row < batch.size(); row++) {
            int id = (int) values.get((int) (row * time));
            seen.add(id);
            assertThat(time).isEqualTo(ids[id].length <= 3 ? 3 : ids[id].length <= 5 ? 5 : 7);
          }
        }
      }
    }
    assertThat(source.batches()).hasValue(batchCount);
    assertThat(times).containsExactlyInAnyOrder(3L, 5L, 7L);
    assertThat(seen).isNotEqualTo(seen.stream().sorted(Comparator.naturalOrder()).toList());
    assertThat(seen).hasSize(100).doesNotHaveDuplicates();
  }

  @Test
  void whatNoBucketHoldsIsRefusedUnlessCut() {
    Padding small = Padding.defaults().withBuckets(1, 2);
    assertThatThrownBy(() -> padded(small))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "example 1 has 3 steps, but the longest bucket holds 2: add a bucket or set maxLength");
    Batching batching = Batching.of(3).withPadding(small.withMaxLength(2));
    assertThat(Read.xs(ArrayExamples.of(IDS).batches(SPEC, batching), 0, 0))
        .containsExactly(List.of(1), List.of(2, 3, 5, 6));
  }

  @Test
  void positionsInErrorsAreThoseBeforeCutting() {
    BatchSpec ids = SPEC.withIds("x", 5);
    Padding last = Padding.defaults().withMaxLength(1).withSides(Side.POST, Side.PRE);
    assertThatThrownBy(
            () ->
                Read.xs(ArrayExamples.of(IDS).batches(ids, Batching.of(3).withPadding(last)), 0, 0))
        .hasMessage("example 2, input 'x', position 1: id 6 is not from 0 to 4");
  }

  @Test
  void impossiblePaddingIsRefused() {
    assertThatThrownBy(() -> Padding.defaults().withBuckets(4, 4))
        .hasMessage("buckets must be ascending lengths of at least 1, but are [4, 4]");
    assertThatThrownBy(() -> Padding.defaults().withMaxLength(0))
        .hasMessage("maxLength must be at least 1, but is 0");
    assertThatThrownBy(() -> padded(Padding.defaults().withValue(0.5)))
        .hasMessage(
            "input 'x' is padded with 0.5, but 0.5 is not a whole number, which TInt32 must be;"
                + " choose another by Padding.withValue");
    Batching batching = Batching.of(3).withPadding(Padding.defaults().withValue(-1));
    BatchSource ids = ArrayExamples.of(IDS).batches(SPEC.withIds("x", 9), batching);
    assertThatThrownBy(() -> Read.xs(ids, 0, 0))
        .hasMessage(
            "input 'x' is padded with -1.0, but id -1 is not from 0 to 8; choose another by"
                + " Padding.withValue");
  }

  @Test
  void examplesOfUnknownTimeMustTellTheirShape() {
    Examples untold =
        new Examples() {
          @Override
          public int size() {
            return 1;
          }

          @Override
          public List<Slot> slots() {
            return List.of(Slot.INPUT);
          }

          @Override
          public void write(int example, Slot slot, double[] destination, int offset) {}
        };
    assertThatThrownBy(() -> Batch.of(untold, SPEC))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("example 0, input 'x': its time may be of any length");
  }
}
