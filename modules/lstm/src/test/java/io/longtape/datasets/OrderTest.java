package io.longtape.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The orders were computed apart, by a Python program with java.util.Random's specified numbers.
 */
class OrderTest {

  private static final Batching THREES = Batching.of(3).withShuffle(7);

  private static BatchSource ten(Batching batching) {
    return ArrayExamples.of(Read.ascending(10)).batches(Read.scalars(), batching);
  }

  @Test
  void seedAndEpochDecideTheOrder() {
    assertThat(Read.xs(ten(THREES), 0, 0))
        .containsExactly(List.of(8, 0, 2), List.of(5, 1, 7), List.of(9, 3, 6), List.of(4));
    assertThat(Read.xs(ten(THREES), 1, 0))
        .containsExactly(List.of(1, 7, 5), List.of(4, 6, 9), List.of(0, 3, 2), List.of(8));
    assertThat(Read.xs(ten(THREES.withShuffle(8)), 0, 0).get(0)).containsExactly(8, 4, 1);
  }

  @Test
  void withoutASeedTheOrderIsThatOfTheData() {
    assertThat(Read.xs(ten(Batching.of(4)), 5, 0))
        .containsExactly(List.of(0, 1, 2, 3), List.of(4, 5, 6, 7), List.of(8, 9));
  }

  @Test
  void anEpochGoesOnFromAnyOfItsBatches() {
    List<List<Integer>> whole = Read.xs(ten(THREES), 1, 0);
    for (int skip = 0; skip <= 4; skip++) {
      assertThat(Read.xs(ten(THREES), 1, skip)).isEqualTo(whole.subList(skip, 4));
    }
    assertThatThrownBy(() -> ten(THREES).epoch(1, 5))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("cannot go on after batch 5 of the epoch: it has 4");
  }

  @Test
  void skippedBatchesAreNotRead() {
    List<Integer> read = new ArrayList<>();
    Examples examples =
        new Examples() {
          @Override
          public int size() {
            return 1000;
          }

          @Override
          public List<Slot> slots() {
            return List.of(Slot.input("x"));
          }

          @Override
          public void write(int example, Slot slot, double[] destination, int offset) {
            read.add(example);
            destination[offset] = example;
          }
        };
    List<List<Integer>> left =
        Read.xs(examples.batches(Read.scalars(), Batching.of(10).withShuffle(3)), 2, 99);
    assertThat(left).hasSize(1);
    assertThat(read).hasSize(10).isEqualTo(left.get(0));
  }

  @Test
  void thePositionIsWhereToGoOn() {
    BatchSource source = ten(THREES);
    try (BatchIterator batches = source.epoch(0, 1)) {
      assertThat(batches.position()).isEqualTo(1);
      batches.next().close();
      assertThat(batches.hasNext()).isTrue();
      assertThat(batches.position()).isEqualTo(2);
      assertThat(Read.xs(source, 0, batches.position())).isEqualTo(Read.xs(batches));
    }
  }

  @Test
  void theRemainderIsKeptOrDropped() {
    BatchSource dropping = ten(THREES.withDropRemainder(true));
    assertThat(Read.xs(dropping, 0, 0)).hasSize(3).allMatch(batch -> batch.size() == 3);
    assertThat(dropping.batches()).hasValue(3);
    assertThat(dropping.examples()).hasValue(9);
    assertThat(ten(THREES).batches()).hasValue(4);
    assertThat(ten(THREES).examples()).hasValue(10);
  }

  @Test
  void aBatchLargerThanTheDataIsOneSmallerBatch() {
    BatchSource source = ten(Batching.of(64));
    assertThat(source.batches()).hasValue(1);
    assertThat(Read.xs(source, 0, 0)).hasSize(1);
    assertThatThrownBy(() -> ten(Batching.of(64).withDropRemainder(true)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "10 examples do not fill a batch of 64, and the remainder is dropped: lower the batch"
                + " size or keep the remainder");
  }

  @Test
  void noExamplesAreRefused() {
    assertThatThrownBy(() -> ArrayExamples.of(new float[0]).batches(Read.scalars(), Batching.of(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("there are no examples");
  }

  @Test
  void impossibleNumbersAreRefused() {
    assertThatThrownBy(() -> Batching.of(0)).hasMessage("batch size must be at least 1, but is 0");
    assertThatThrownBy(() -> THREES.withShuffleBuffer(0))
        .hasMessage("shuffle buffer must be at least 1, but is 0");
    assertThatThrownBy(() -> THREES.withPrefetch(-1))
        .hasMessage("prefetch must be at least 0, but is -1");
  }
}
