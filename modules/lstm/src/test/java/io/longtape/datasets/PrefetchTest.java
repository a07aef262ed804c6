package io.longtape.datasets;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.tensorflow.types.family.TType;

@Timeout(30)
class PrefetchTest {

  /** Batches of one example, counted, that wait or fail where told. */
  private static final class Source implements BatchReader {

    final List<Batch> made = new CopyOnWriteArrayList<>();
    final CountDownLatch two = new CountDownLatch(2);
    final CountDownLatch never = new CountDownLatch(1);
    final AtomicBoolean closed = new AtomicBoolean();
    final AtomicReference<Thread> thread = new AtomicReference<>();
    int blockAt = -1;
    int failAt = -1;
    boolean goesOnWhenInterrupted;

    @Override
    public Batch next() {
      thread.set(Thread.currentThread());
      if (made.size() == failAt) {
        throw new IllegalStateException("line 3 cannot be read");
      }
      if (made.size() == blockAt) {
        try {
          never.await();
        } catch (InterruptedException e) {
          if (!goesOnWhenInterrupted) {
            throw new IllegalStateException(e);
          }
        }
      }
      Batch batch = Batch.of(ArrayExamples.of(new float[] {made.size()}), Read.scalars());
      made.add(batch);
      two.countDown();
      return batch;
    }

    @Override
    public void close() {
      closed.set(true);
    }
  }

  @Test
  void givesTheSameAsWithoutIt() {
    ArrayExamples examples = ArrayExamples.of(Read.ascending(1000));
    Batching batching = Batching.of(7).withShuffle(2);
    List<List<Integer>> plain = Read.xs(examples.batches(Read.scalars(), batching), 4, 5);
    for (int ahead : new int[] {1, 3}) {
      BatchSource source = examples.batches(Read.scalars(), batching.withPrefetch(ahead));
      assertThat(Read.xs(source, 4, 5)).isEqualTo(plain);
    }
  }

  @Test
  void countsTheBatchesGivenAndNotThoseMadeAhead() {
    Batching batching = Batching.of(1).withPrefetch(5);
    try (BatchIterator batches =
        ArrayExamples.of(Read.ascending(9)).batches(Read.scalars(), batching).epoch(0, 2)) {
      batches.next().close();
      assertThat(batches.position()).isEqualTo(3);
    }
  }

  @Test
  void makesNoMoreAheadThanTold() throws InterruptedException {
    Source source = new Source();
    Prefetch prefetch = Prefetch.start(source, 2);
    assertThat(source.two.await(10, SECONDS)).isTrue();
    waitUntilParked(source.thread.get());
    assertThat(source.made).hasSize(2);
    prefetch.next().close();
    prefetch.close();
    assertThat(source.made).hasSizeBetween(2, 3);
  }

  @Test
  void closingFreesWhatWasMadeAheadAndEndsTheThread() throws InterruptedException {
    Source source = new Source();
    try (BatchIterator batches = OpenedBatches.of(source, 2, 0)) {
      assertThat(source.two.await(10, SECONDS)).isTrue();
      assertThat(batches.hasNext()).isTrue();
    }
    assertThat(source.thread.get().isDaemon()).isTrue();
    assertThat(source.thread.get().isAlive()).isFalse();
    assertThat(source.closed).isTrue();
    assertThat(source.made).isNotEmpty().allMatch(Batch::isClosed);
    TType tensor = source.made.get(0).inputs().get("x");
    assertThatThrownBy(tensor::numBytes).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aBatchThatIsReadyTooLateIsFreed() throws InterruptedException {
    Source source = new Source();
    source.blockAt = 2;
    source.goesOnWhenInterrupted = true;
    try (BatchIterator batches = OpenedBatches.of(source, 5, 0)) {
      assertThat(source.two.await(10, SECONDS)).isTrue();
      waitUntilParked(source.thread.get());
      batches.next().close();
    }
    assertThat(source.made).hasSize(3).allMatch(Batch::isClosed);
    assertThat(source.thread.get().isAlive()).isFalse();
  }

  @Test
  void closingAtAnyMomentFreesAll() {
    for (int round = 0; round < 100; round++) {
      Source source = new Source();
      try (BatchIterator batches = OpenedBatches.of(source, 1 + round % 3, 0)) {
        for (int i = 0; i < 1 + round % 7; i++) {
          batches.next().close();
        }
      }
      assertThat(source.made).isNotEmpty().allMatch(Batch::isClosed);
      assertThat(source.thread.get().isAlive()).isFalse();
    }
  }

  @Test
  void aFailureComesAfterTheBatchesBeforeIt() {
    Source source = new Source();
    source.failAt = 2;
    try (BatchIterator batches = OpenedBatches.of(source, 5, 0)) {
      batches.next().close();
      batches.next().close();
      assertThatThrownBy(batches::hasNext)
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("line 3 cannot be read");
      assertThat(source.closed).isTrue();
      assertThat(source.thread.get().isAlive()).isFalse();
      assertThat(batches.hasNext()).isFalse();
    }
  }

  @Test
  void errorsOfExamplesArriveToo() {
    float[][] x = {{1}, {2}, {3, 4}};
    BatchSource source =
        ArrayExamples.of(x).batches(Read.scalars(), Batching.of(1).withPrefetch(2));
    assertThatThrownBy(() -> Read.xs(source, 0, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("example 2, input 'x': 2 numbers found, 1 expected");
  }

  @Test
  void anInterruptedCallerStopsWaitingAndKeepsItsInterrupt() {
    Source source = new Source();
    source.blockAt = 1;
    try (BatchIterator batches = OpenedBatches.of(source, 2, 0)) {
      batches.next().close();
      Thread.currentThread().interrupt();
      assertThatThrownBy(batches::next)
          .isInstanceOf(CancellationException.class)
          .hasMessage("interrupted while waiting for a batch");
    }
    assertThat(Thread.interrupted()).isTrue();
    assertThat(source.closed).isTrue();
    assertThat(source.thread.get().isAlive()).isFalse();
  }

  @Test
  void waitingIsMeasured() throws InterruptedException {
    Source source = new Source();
    source.blockAt = 2;
    try (BatchIterator batches = OpenedBatches.of(source, 2, 0)) {
      assertThat(source.two.await(10, SECONDS)).isTrue();
      waitUntilParked(source.thread.get());
      batches.next().close();
      assertThat(batches.waitSeconds()).isLessThan(0.15);
      Thread slow =
          new Thread(
              () -> {
                sleep(300);
                source.never.countDown();
              });
      slow.start();
      batches.next().close();
      batches.next().close();
      assertThat(batches.waitSeconds()).isGreaterThan(0.15);
      slow.join();
    }
  }

  private static void waitUntilParked(Thread thread) {
    while (thread.getState() != Thread.State.WAITING) {
      sleep(1);
    }
  }

  private static void sleep(long milliseconds) {
    try {
      Thread.sleep(milliseconds);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
