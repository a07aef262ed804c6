package io.longtape.datasets;

import java.util.List;

/** The examples of one epoch, one after the other. */
interface RowCursor extends AutoCloseable {

  /** The tensors of the examples; to be asked after the first one was read. */
  List<Slot> slots();

  /** The next example, or null at the end. */
  Row next();

  @Override
  void close();

  /** Examples in an order that is known beforehand. */
  final class Ordered implements RowCursor {

    private final Examples examples;
    private final int[] order;
    private int at;

    Ordered(Examples examples, int[] order, int from) {
      this.examples = examples;
      this.order = order;
      at = from;
    }

    @Override
    public List<Slot> slots() {
      return examples.slots();
    }

    @Override
    public Row next() {
      return at == order.length ? null : new Row.Indexed(examples, order[at++]);
    }

    @Override
    public void close() {}
  }

  /** Examples as a stream gives them, all with the tensors of the first. */
  final class Streamed implements RowCursor {

    private final ExampleCursor cursor;
    private List<Slot> slots;
    private long read;

    Streamed(ExampleCursor cursor) {
      this.cursor = cursor;
    }

    @Override
    public List<Slot> slots() {
      return slots;
    }

    @Override
    public Row next() {
      if (!cursor.hasNext()) {
        return null;
      }
      Example example = cursor.next();
      if (slots == null) {
        slots = example.slots();
      } else if (!slots.equals(example.slots())) {
        throw new IllegalArgumentException(
            "example %d has %s, but example 0 has %s".formatted(read, example.slots(), slots));
      }
      return new Row.Streamed(example, read++);
    }

    @Override
    public void close() {
      cursor.close();
    }
  }
}
