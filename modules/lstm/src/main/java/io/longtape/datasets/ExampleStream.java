package io.longtape.datasets;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Examples that are read one after the other, so that they may be more than memory holds, such as
 * the lines of files. Each epoch reads them from the start. They are read ahead by a second thread
 * unless {@link Batching#withPrefetch} says otherwise, and shuffled through a buffer.
 */
public non-sealed interface ExampleStream extends DataSet {

  /**
   * Starts to read from the first example. To resume and to repeat, each reading must give the same
   * examples in the same order.
   *
   * @return the reading, which the caller closes
   */
  ExampleCursor open();

  /**
   * How many examples there are, where that is known without reading them.
   *
   * @return the number, empty by default
   */
  default OptionalLong size() {
    return OptionalLong.empty();
  }

  /**
   * The same examples with their number told, which progress bars show.
   *
   * @param size how many examples there are
   * @return the examples
   */
  default ExampleStream withSize(long size) {
    ExampleStream unsized = this;
    return new ExampleStream() {
      @Override
      public ExampleCursor open() {
        return unsized.open();
      }

      @Override
      public OptionalLong size() {
        return OptionalLong.of(size);
      }
    };
  }

  /**
   * Examples in text files, one in each line, such as {@code lines(List.of(path), this::parse)}.
   *
   * @param files the files in UTF-8, read one after the other
   * @param parser makes an example of a line; what it throws as {@link IllegalArgumentException} is
   *     given the file and the line
   * @return the examples; an {@link IOException} becomes an {@link UncheckedIOException}
   */
  static ExampleStream lines(List<Path> files, Function<String, Example> parser) {
    List<Path> copy = List.copyOf(files);
    return () -> new LineCursor(copy, parser);
  }

  /**
   * Examples made of records that are opened anew for each epoch.
   *
   * @param <R> the kind of record, such as a line
   * @param opener opens the records; an {@link IOException} becomes an {@link UncheckedIOException}
   * @param parser makes an example of a record; what it throws as {@link IllegalArgumentException}
   *     is given the example's number
   * @return the examples
   */
  static <R> ExampleStream of(Opener<R> opener, Function<? super R, Example> parser) {
    return () -> {
      try {
        Stream<R> records = opener.open();
        Iterator<R> iterator = records.iterator();
        return new IteratorCursor<>(iterator, parser, records::close);
      } catch (IOException e) {
        throw new UncheckedIOException("the examples cannot be opened: " + e.getMessage(), e);
      }
    };
  }

  /**
   * A stream over something that can be iterated again and again.
   *
   * @param examples gives the same examples in the same order each time
   * @return the examples
   */
  static ExampleStream over(Iterable<Example> examples) {
    return () -> new IteratorCursor<>(examples.iterator(), example -> example, () -> {});
  }

  @Override
  default BatchSource batches(BatchSpec spec, Batching batching) {
    return new StreamBatches(this, spec, batching);
  }

  /**
   * Opens records.
   *
   * @param <R> the kind of record
   */
  @FunctionalInterface
  interface Opener<R> {

    /**
     * Opens the records.
     *
     * @return the records from the first on; closed when they were read
     * @throws IOException when they cannot be opened
     */
    Stream<R> open() throws IOException;
  }
}
