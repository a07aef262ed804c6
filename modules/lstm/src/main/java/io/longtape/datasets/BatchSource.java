package io.longtape.datasets;

import java.util.OptionalLong;

/** Gives the batches of each epoch. */
public interface BatchSource {

  /**
   * Starts to read an epoch. The batches are a function of the data, the seed and the epoch alone,
   * so that an epoch that was left after {@code k} batches goes on by skipping {@code k}. Examples
   * in memory are not read again for that; a stream is read from its start.
   *
   * @param epoch the epoch, which together with the seed decides the order
   * @param skipBatches how many of its batches are left out at the start
   * @return the batches that are left, which the caller closes
   * @throws IllegalArgumentException when the epoch is known to have fewer batches than are skipped
   */
  BatchIterator epoch(int epoch, long skipBatches);

  /**
   * How many batches an epoch has.
   *
   * @return the number, empty where it is not known without reading the data
   */
  OptionalLong batches();

  /**
   * How many examples the batches of an epoch have together.
   *
   * @return the number, empty where it is not known without reading the data
   */
  OptionalLong examples();
}
