package io.longtape.datasets;

/** Makes the batches of one epoch, one after the other. */
interface BatchReader extends AutoCloseable {

  /** The next batch, which the caller closes, or null at the end. */
  Batch next();

  @Override
  void close();
}
