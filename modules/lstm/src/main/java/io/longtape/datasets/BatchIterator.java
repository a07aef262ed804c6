package io.longtape.datasets;

import java.util.Iterator;

/** One reading of an epoch's batches. Not for several threads. */
public interface BatchIterator extends Iterator<Batch>, AutoCloseable {

  /**
   * The next batch.
   *
   * @return the batch, which the caller closes
   * @throws java.util.NoSuchElementException when there is none
   * @throws IllegalArgumentException when an example does not fit what the network wants, or the
   *     data turns out to be empty or too small
   */
  @Override
  Batch next();

  /**
   * Where the reading stands.
   *
   * @return how many batches of the epoch were given or skipped: what to skip to go on from here
   */
  long position();

  /**
   * How long the caller was kept waiting: all the making of the batches where it is done in the
   * caller's thread, what the second thread did not get ready in time where it prefetches.
   *
   * @return seconds spent in {@link #hasNext} and {@link #next} so far
   */
  double waitSeconds();

  /** Ends the reading and frees batches that were made but not given. */
  @Override
  void close();
}
