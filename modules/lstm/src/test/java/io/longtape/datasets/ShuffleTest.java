package io.longtape.datasets;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ShuffleTest {

  /** The 0.9999 quantile of chi-square with 24 and with 7 degrees of freedom, rounded up. */
  private static final double BOUND_24 = 62;

  private static final double BOUND_7 = 31;

  private static List<Integer> streamed(int size, int buffer, long seed, int epoch) {
    List<Example> examples =
        IntStream.range(0, size).mapToObj(i -> Example.ofInput("x", (float) i)).toList();
    Batching batching =
        Batching.of(size).withShuffle(seed).withShuffleBuffer(buffer).withPrefetch(0);
    return Read.xs(ExampleStream.over(examples).batches(Read.scalars(), batching), epoch, 0).get(0);
  }

  /** How far counts are from uniform: chi-square. */
  private static double chiSquare(int draws, int kinds, IntFunction<Integer> draw) {
    int[] counts = new int[kinds];
    for (int i = 0; i < draws; i++) {
      counts[draw.apply(i)]++;
    }
    double expected = (double) draws / kinds;
    double sum = 0;
    for (int count : counts) {
      sum += (count - expected) * (count - expected) / expected;
    }
    return sum;
  }

  /** Computed apart, by a Python program with java.util.Random's specified numbers. */
  @Test
  void seedAndEpochDecideWhatTheBufferGives() {
    assertThat(streamed(10, 4, 7, 0)).containsExactly(2, 4, 1, 5, 7, 3, 9, 8, 0, 6);
    assertThat(streamed(10, 4, 7, 1)).containsExactly(0, 2, 1, 6, 3, 8, 7, 4, 9, 5);
    assertThat(streamed(5, 1, 7, 0)).containsExactly(0, 1, 2, 3, 4);
  }

  @Test
  void nothingComesBeforeTheBufferHasReachedIt() {
    for (int epoch = 0; epoch < 20; epoch++) {
      List<Integer> drawn = streamed(200, 16, 1, epoch);
      assertThat(drawn).hasSize(200).doesNotHaveDuplicates();
      for (int position = 0; position < drawn.size(); position++) {
        assertThat(drawn.get(position)).isLessThan(position + 16);
      }
    }
  }

  @Test
  void eachOfTheBufferIsEquallyLikelyToBeDrawn() {
    assertThat(chiSquare(800, 8, epoch -> streamed(20, 8, 3, epoch).get(0))).isLessThan(BOUND_7);
    assertThat(chiSquare(800, 8, epoch -> streamed(8, 8, 3, epoch).get(5))).isLessThan(BOUND_7);
    assertThat(chiSquare(800, 8, epoch -> streamed(8, 1, 3, epoch).get(5))).isGreaterThan(BOUND_7);
  }

  @Test
  void eachExampleInMemoryIsEquallyLikelyAtEachPlace() {
    for (int place : new int[] {0, 7, 24}) {
      assertThat(chiSquare(5000, 25, epoch -> Order.shuffled(25, 11, epoch)[place]))
          .isLessThan(BOUND_24);
      assertThat(chiSquare(5000, 25, seed -> Order.shuffled(25, seed, 0)[place]))
          .isLessThan(BOUND_24);
    }
    assertThat(chiSquare(5000, 25, epoch -> Order.ascending(25)[7])).isGreaterThan(BOUND_24);
  }

  @Test
  void epochsAndSeedsThatAreNeighboursShareNoOrder() {
    List<List<Integer>> orders = new ArrayList<>();
    for (int seed = -1; seed <= 1; seed++) {
      for (int epoch = 0; epoch < 3; epoch++) {
        orders.add(IntStream.of(Order.shuffled(20, seed, epoch)).boxed().toList());
      }
    }
    assertThat(orders).hasSize(9).doesNotHaveDuplicates();
  }
}
