package io.longtape.datasets;

import static io.longtape.datasets.Read.TIME;
import static io.longtape.datasets.Read.spec;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.TString;

class ExampleStreamTest {

  private static ExampleStream counting(int size) {
    return ExampleStream.of(
        () -> IntStream.range(0, size).boxed(), i -> Example.ofInput("x", (float) i));
  }

  private static BatchSource ten(Batching batching) {
    return counting(10).batches(Read.scalars(), batching);
  }

  private static Example parsed(String line) {
    String[] cells = line.split(",", 2);
    return Example.of(Integer.parseInt(cells[0]), Double.parseDouble(cells[1]));
  }

  @Test
  void aRecordThatCannotBeReadIsNamedByItsNumber() {
    ExampleStream stream =
        ExampleStream.of(() -> Stream.of("1,2", "x,2"), ExampleStreamTest::parsed);
    BatchSource source = stream.batches(Read.scalars(), Batching.of(2));
    try (BatchIterator batches = source.epoch(0, 0)) {
      assertThatThrownBy(batches::next)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("example 1: For input string: \"x\"");
    }
  }

  @Test
  void linesOfFilesAreReadAnewInEachEpoch(@TempDir Path directory) throws IOException {
    Path first = Files.writeString(directory.resolve("1.csv"), "1,0.5\n2,1\n");
    Path none = Files.writeString(directory.resolve("2.csv"), "");
    Path last = Files.writeString(directory.resolve("3.csv"), "3,0.25");
    ExampleStream stream =
        ExampleStream.lines(List.of(first, none, last), ExampleStreamTest::parsed);
    BatchSpec spec =
        BatchSpec.of(Map.of("id", spec(TInt64.class)), Map.of("y", spec(TFloat32.class)));
    BatchSource source = stream.batches(spec, Batching.of(2));
    for (int epoch = 0; epoch < 2; epoch++) {
      try (BatchIterator batches = source.epoch(epoch, 0);
          Batch two = batches.next();
          Batch one = batches.next()) {
        assertThat(Read.values(two.inputs().get("id"))).containsExactly(1L, 2L);
        assertThat(Read.values(two.targets().get("y"))).containsExactly(0.5f, 1f);
        assertThat(Read.values(one.targets().get("y"))).containsExactly(0.25f);
        assertThat(batches.hasNext()).isFalse();
      }
    }
  }

  @Test
  void valuesOfEachKindAreTaken() {
    Example example =
        Example.ofInput("features", new double[][] {{1, 2}, {3, 4}})
            .with(Slot.input("flat"), NdArrays.wrap(Shape.of(1, 2), DataBuffers.of(5f, 6f)))
            .with(Slot.input("text"), "a b")
            .with(Slot.target("yes"), true)
            .with(Slot.SAMPLE_WEIGHT, 0.5);
    BatchSpec spec =
        BatchSpec.of(
            Map.of(
                "features", spec(TFloat32.class, TIME, 2),
                "flat", spec(TFloat32.class, 1, 2),
                "text", spec(TString.class)),
            Map.of("yes", spec(TFloat32.class, 1)));
    try (BatchIterator batches =
            ExampleStream.over(List.of(example)).batches(spec, Batching.of(1)).epoch(0, 0);
        Batch batch = batches.next()) {
      assertThat(Read.values(batch.inputs().get("features"))).containsExactly(1f, 2f, 3f, 4f);
      assertThat(Read.values(batch.inputs().get("flat"))).containsExactly(5f, 6f);
      assertThat(Read.values(batch.inputs().get("text"))).containsExactly("a b");
      assertThat(Read.values(batch.targets().get("yes"))).containsExactly(1f);
      assertThat(Read.values(batch.sampleWeights().get("yes"))).containsExactly(0.5f);
    }
  }

  @Test
  void anEpochGoesOnFromAnyOfItsBatches() {
    Batching shuffled = Batching.of(3).withShuffle(5).withShuffleBuffer(4);
    List<List<Integer>> whole = Read.xs(ten(shuffled), 1, 0);
    assertThat(whole).hasSize(4).isNotEqualTo(Read.xs(ten(shuffled), 2, 0));
    for (int skip = 0; skip <= 4; skip++) {
      assertThat(Read.xs(ten(shuffled), 1, skip)).isEqualTo(whole.subList(skip, 4));
    }
    assertThatThrownBy(() -> Read.xs(ten(shuffled), 1, 5))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("cannot go on after batch 5 of the epoch: it has 4");
  }

  @Test
  void bucketsAreThoseOfExamplesInMemory() {
    int[][] ids = new int[50][];
    for (int i = 0; i < ids.length; i++) {
      ids[i] = new int[1 + i * 7 % 9];
      ids[i][0] = i;
    }
    BatchSpec spec = BatchSpec.of(Map.of("x", spec(TInt64.class, TIME)));
    Batching batching =
        Batching.of(4).withPadding(Padding.defaults().withBuckets(2, 5, 9)).withDropRemainder(true);
    ExampleStream stream =
        ExampleStream.of(() -> Arrays.stream(ids), row -> Example.ofInput("x", row));
    assertThat(Read.xs(stream.batches(spec, batching), 0, 3))
        .isEqualTo(Read.xs(ArrayExamples.of(ids).batches(spec, batching), 0, 3));
  }

  @Test
  void sizesAreKnownWhereTheyAreTold() {
    assertThat(ten(Batching.of(4)).batches()).isEmpty();
    assertThat(ten(Batching.of(4)).examples()).isEmpty();
    ExampleStream told = counting(10).withSize(10);
    assertThat(told.batches(Read.scalars(), Batching.of(4)).batches()).hasValue(3);
    assertThat(told.batches(Read.scalars(), Batching.of(4)).examples()).hasValue(10);
    Batching dropping = Batching.of(4).withDropRemainder(true);
    assertThat(told.batches(Read.scalars(), dropping).examples()).hasValue(8);
    Batching buckets = Batching.of(4).withPadding(Padding.defaults().withBuckets(9));
    assertThat(told.batches(Read.scalars(), buckets).batches()).isEmpty();
  }

  @Test
  void emptyAndTooSmallStreamsAreRefused() {
    BatchSource none = counting(0).batches(Read.scalars(), Batching.of(4));
    assertThatThrownBy(() -> Read.xs(none, 0, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("there are no examples");
    assertThatThrownBy(() -> Read.xs(ten(Batching.of(64).withDropRemainder(true)), 0, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("10 examples do not fill a batch of 64");
    assertThat(Read.xs(ten(Batching.of(64)), 0, 0)).hasSize(1);
  }

  @Test
  void badExamplesAreNamedByTheirNumberInTheStream() {
    Example good = Example.ofInput("x", 1);
    ExampleStream wrong = ExampleStream.over(List.of(good, good, Example.ofInput("x", new int[2])));
    assertThatThrownBy(() -> Read.xs(wrong.batches(Read.scalars(), Batching.of(2)), 0, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("example 2, input 'x': 2 numbers found, 1 expected");
    ExampleStream other = ExampleStream.over(List.of(good, good.with(Slot.target("y"), 1)));
    assertThatThrownBy(() -> Read.xs(other.batches(Read.scalars(), Batching.of(2)), 0, 0))
        .hasMessage("example 1 has [input 'x', target 'y'], but example 0 has [input 'x']");
    assertThatThrownBy(() -> Example.ofInput("x", new float[][] {{1}, {2, 3}}))
        .hasMessage("input 'x' has rows of 1 and of 2 values, but they must be of one length");
  }

  @Test
  void whatCannotBeReadSaysSo(@TempDir Path directory) throws IOException {
    Path missing = directory.resolve("no.csv");
    BatchSource unread =
        ExampleStream.lines(List.of(missing), Example::of).batches(Read.scalars(), Batching.of(1));
    assertThatThrownBy(() -> Read.xs(unread, 0, 0))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessage("cannot read %s: java.nio.file.NoSuchFileException: %s", missing, missing);
    Path file = Files.writeString(directory.resolve("x.csv"), "1,2\nx,3\n");
    BatchSource unparsed =
        ExampleStream.lines(List.of(file), ExampleStreamTest::parsed)
            .batches(Read.scalars(), Batching.of(1));
    assertThatThrownBy(() -> Read.xs(unparsed, 0, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("%s, line 2: For input string: \"x\"", file);
    ExampleStream.Opener<String> failing =
        () -> {
          throw new IOException("the disk is gone");
        };
    BatchSource unopened =
        ExampleStream.of(failing, Example::of).batches(Read.scalars(), Batching.of(1));
    assertThatThrownBy(() -> unopened.epoch(0, 0))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessage("the examples cannot be opened: the disk is gone");
  }

  @Test
  void theSourceIsClosedAtTheEndAndInTheMiddle() {
    AtomicInteger open = new AtomicInteger();
    ExampleStream stream =
        ExampleStream.of(
            () -> {
              open.incrementAndGet();
              return Stream.of(1, 2, 3, 4, 5, 6, 7, 8, 9).onClose(open::decrementAndGet);
            },
            i -> Example.ofInput("x", i));
    for (int prefetch : new int[] {0, 1}) {
      BatchSource source = stream.batches(Read.scalars(), Batching.of(2).withPrefetch(prefetch));
      assertThat(Read.xs(source, 0, 0)).hasSize(5);
      assertThat(open).hasValue(0);
      try (BatchIterator batches = source.epoch(0, 0)) {
        batches.next().close();
        assertThat(batches.hasNext()).isTrue();
        assertThat(open).hasValue(1);
      }
      assertThat(open).hasValue(0);
    }
  }

  @Test
  void aLongStreamIsReadInConstantHeap() {
    int size = 200_000;
    List<WeakReference<Example>> some = new ArrayList<>();
    AtomicInteger read = new AtomicInteger();
    ExampleStream stream =
        ExampleStream.of(
            () -> IntStream.range(0, size).boxed(),
            i -> {
              Example example = Example.ofInput("x", (float) i);
              if (i % 1000 == 0) {
                some.add(new WeakReference<>(example));
              }
              read.incrementAndGet();
              return example;
            });
    Batching batching = Batching.of(100).withShuffle(1).withShuffleBuffer(5000).withPrefetch(0);
    int given = 0;
    try (BatchIterator batches = stream.batches(Read.scalars(), batching).epoch(0, 0)) {
      while (batches.hasNext()) {
        try (Batch batch = batches.next()) {
          given += batch.size();
          assertThat(read.get() - given).isLessThanOrEqualTo(5000);
          if (given == size / 2) {
            System.gc();
            // About 5 of the buffer, where 105 were read.
            assertThat(some.stream().filter(each -> each.get() != null).count()).isLessThan(25);
          }
        }
      }
    }
    assertThat(given).isEqualTo(size);
  }
}
