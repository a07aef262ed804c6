package io.longtape.datasets;

import static java.util.Objects.requireNonNull;

import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * How examples become batches.
 *
 * @param batchSize examples in a batch, at least 1; the last batch of an epoch may be smaller, and
 *     is all there is where the data has fewer examples, as in Keras
 * @param shuffleSeed with it examples are shuffled, in another order each epoch that depends on
 *     nothing but this seed and the epoch; without it they keep their order
 * @param shuffleBuffer how many examples of a stream wait to be drawn, as the {@code buffer_size}
 *     of {@code tf.data.Dataset.shuffle}; {@value #DEFAULT_SHUFFLE_BUFFER} unless set. Examples in
 *     memory are shuffled as a whole
 * @param dropRemainder whether batches that are not full are left out; they are kept unless set
 * @param padding how sequences of several lengths become one tensor
 * @param prefetch how many batches a second thread makes ahead, 0 for none; unless set none for
 *     examples in memory and {@value #DEFAULT_STREAM_PREFETCH} for streams
 */
public record Batching(
    int batchSize,
    OptionalLong shuffleSeed,
    int shuffleBuffer,
    boolean dropRemainder,
    Padding padding,
    OptionalInt prefetch) {

  /** How many examples of a stream wait to be drawn unless another number is set. */
  public static final int DEFAULT_SHUFFLE_BUFFER = 4096;

  /** How many batches of a stream are made ahead unless another number is set. */
  public static final int DEFAULT_STREAM_PREFETCH = 2;

  /**
   * Checks the numbers.
   *
   * @param batchSize at least 1
   * @param shuffleSeed any
   * @param shuffleBuffer at least 1
   * @param dropRemainder any
   * @param padding not null
   * @param prefetch at least 0
   * @throws IllegalArgumentException when a number is too small
   */
  public Batching {
    atLeast(1, "batch size", batchSize);
    atLeast(1, "shuffle buffer", shuffleBuffer);
    requireNonNull(padding, "padding");
    atLeast(0, "prefetch", prefetch.orElse(0));
  }

  /**
   * Batches in the order of the data, with the remainder.
   *
   * @param batchSize examples in a batch
   * @return the batching
   */
  public static Batching of(int batchSize) {
    return new Batching(
        batchSize,
        OptionalLong.empty(),
        DEFAULT_SHUFFLE_BUFFER,
        false,
        Padding.defaults(),
        OptionalInt.empty());
  }

  /**
   * The same with shuffling.
   *
   * @param seed decides the order of each epoch
   * @return the batching
   */
  public Batching withShuffle(long seed) {
    return new Batching(
        batchSize, OptionalLong.of(seed), shuffleBuffer, dropRemainder, padding, prefetch);
  }

  /**
   * The same with another shuffle buffer.
   *
   * @param examples how many examples of a stream wait to be drawn
   * @return the batching
   */
  public Batching withShuffleBuffer(int examples) {
    return new Batching(batchSize, shuffleSeed, examples, dropRemainder, padding, prefetch);
  }

  /**
   * The same with or without the remainder.
   *
   * @param drop whether batches that are not full are left out
   * @return the batching
   */
  public Batching withDropRemainder(boolean drop) {
    return new Batching(batchSize, shuffleSeed, shuffleBuffer, drop, padding, prefetch);
  }

  /**
   * The same with another padding.
   *
   * @param newPadding how sequences of several lengths become one tensor
   * @return the batching
   */
  public Batching withPadding(Padding newPadding) {
    return new Batching(batchSize, shuffleSeed, shuffleBuffer, dropRemainder, newPadding, prefetch);
  }

  /**
   * The same with prefetching.
   *
   * @param batches how many batches a second thread makes ahead, 0 for none
   * @return the batching
   */
  public Batching withPrefetch(int batches) {
    return new Batching(
        batchSize, shuffleSeed, shuffleBuffer, dropRemainder, padding, OptionalInt.of(batches));
  }

  private static void atLeast(int least, String name, int value) {
    if (value < least) {
      throw new IllegalArgumentException(name + " must be at least " + least + ", but is " + value);
    }
  }
}
