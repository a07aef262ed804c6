package io.longtape.datasets;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Shuffles a stream as {@code tf.data.Dataset.shuffle}: a buffer is filled, each draw takes one of
 * it at random, and the next of the stream takes its place.
 */
final class ShuffleBuffer implements RowCursor {

  private final RowCursor source;
  private final int capacity;
  private final Random random;
  private final List<Row> buffer = new ArrayList<>();
  private boolean ended;

  ShuffleBuffer(RowCursor source, int capacity, Random random) {
    this.source = source;
    this.capacity = capacity;
    this.random = random;
  }

  @Override
  public List<Slot> slots() {
    return source.slots();
  }

  @Override
  public Row next() {
    while (!ended && buffer.size() < capacity) {
      Row row = source.next();
      ended = row == null;
      if (!ended) {
        buffer.add(row);
      }
    }
    if (buffer.isEmpty()) {
      return null;
    }
    int drawn = random.nextInt(buffer.size());
    Row last = buffer.remove(buffer.size() - 1);
    return drawn == buffer.size() ? last : buffer.set(drawn, last);
  }

  @Override
  public void close() {
    source.close();
  }
}
