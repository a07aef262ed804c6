package io.longtape.datasets;

import java.util.NoSuchElementException;

/** Reads batches one ahead at most, counts them and measures how long that takes. */
final class OpenedBatches implements BatchIterator {

  private final BatchReader reader;
  private Batch pending;
  private boolean ended;
  private boolean closed;
  private long position;
  private long waited;

  private OpenedBatches(BatchReader reader, long position) {
    this.reader = reader;
    this.position = position;
  }

  static BatchIterator of(BatchReader reader, int prefetch, long position) {
    return new OpenedBatches(prefetch == 0 ? reader : Prefetch.start(reader, prefetch), position);
  }

  @Override
  public boolean hasNext() {
    if (pending == null && !ended) {
      long start = System.nanoTime();
      try {
        pending = reader.next();
      } catch (RuntimeException | Error e) {
        close();
        throw e;
      } finally {
        waited += System.nanoTime() - start;
      }
      ended = pending == null;
    }
    return pending != null;
  }

  @Override
  public Batch next() {
    if (!hasNext()) {
      throw new NoSuchElementException("the epoch has no more batches than " + position);
    }
    Batch next = pending;
    pending = null;
    position++;
    return next;
  }

  @Override
  public long position() {
    return position;
  }

  @Override
  public double waitSeconds() {
    return waited / 1e9;
  }

  @Override
  public void close() {
    ended = true;
    if (pending != null) {
      pending.close();
      pending = null;
    }
    if (!closed) {
      closed = true;
      reader.close();
    }
  }
}
