package io.longtape.datasets;

import java.util.Iterator;
import java.util.function.Function;

/** Examples made of the records of an iterator. */
final class IteratorCursor<R> implements ExampleCursor {

  private final Iterator<R> records;
  private final Function<? super R, Example> parser;
  private final Runnable whenClosed;
  private long read;

  IteratorCursor(Iterator<R> records, Function<? super R, Example> parser, Runnable whenClosed) {
    this.records = records;
    this.parser = parser;
    this.whenClosed = whenClosed;
  }

  @Override
  public boolean hasNext() {
    return records.hasNext();
  }

  @Override
  public Example next() {
    R record = records.next();
    long number = read++;
    try {
      return parser.apply(record);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("example %d: %s".formatted(number, e.getMessage()), e);
    }
  }

  @Override
  public void close() {
    whenClosed.run();
  }
}
