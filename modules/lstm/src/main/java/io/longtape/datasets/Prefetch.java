package io.longtape.datasets;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Makes batches in a thread of its own, a few ahead of the caller. */
final class Prefetch implements BatchReader {

  private static final long CLOSING_SECONDS = 10;

  /** A batch, a failure, or the end where both are null. */
  private record Item(Batch batch, Throwable failure) {}

  private final BatchReader reader;
  private final Semaphore room;
  private final BlockingQueue<Item> items = new LinkedBlockingQueue<>();
  private final Thread thread;
  private boolean closed;

  private Prefetch(BatchReader reader, int ahead) {
    this.reader = reader;
    room = new Semaphore(ahead);
    thread = new Thread(this::run, "longtape-prefetch");
    thread.setDaemon(true);
  }

  static Prefetch start(BatchReader reader, int ahead) {
    Prefetch prefetch = new Prefetch(reader, ahead);
    prefetch.thread.start();
    return prefetch;
  }

  @Override
  public Batch next() {
    Item item;
    try {
      item = items.take();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw (CancellationException)
          new CancellationException("interrupted while waiting for a batch").initCause(e);
    }
    if (item.failure instanceof Error error) {
      throw error;
    }
    if (item.failure != null) {
      throw (RuntimeException) item.failure;
    }
    room.release();
    return item.batch;
  }

  /** Waits for the thread a while, so that its files are closed too when this returns. */
  @Override
  public void close() {
    synchronized (items) {
      closed = true;
    }
    thread.interrupt();
    boolean interrupted = Thread.interrupted();
    try {
      TimeUnit.SECONDS.timedJoin(thread, CLOSING_SECONDS);
    } catch (InterruptedException e) {
      interrupted = true;
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    for (Item item = items.poll(); item != null; item = items.poll()) {
      if (item.batch != null) {
        item.batch.close();
      }
    }
  }

  private void run() {
    Throwable failure = null;
    try (reader) {
      boolean more = true;
      while (more) {
        room.acquire();
        Batch batch = reader.next();
        more = batch != null && offer(batch);
      }
    } catch (InterruptedException e) {
      failure = new CancellationException("the thread that makes batches was interrupted");
    } catch (RuntimeException | Error e) {
      failure = e;
    }
    items.add(new Item(null, failure));
  }

  /** Hands a batch over, or frees it where nobody wants it any more. */
  private boolean offer(Batch batch) {
    synchronized (items) {
      if (!closed) {
        items.add(new Item(batch, null));
        return true;
      }
    }
    batch.close();
    return false;
  }
}
