package io.longtape.datasets;

import java.util.OptionalLong;

/** Batches of examples that are read one after the other. */
record StreamBatches(ExampleStream stream, BatchSpec spec, Batching batching)
    implements BatchSource {

  @Override
  public BatchIterator epoch(int epoch, long skipBatches) {
    if (skipBatches < 0) {
      throw new IllegalArgumentException(
          "the batches to skip must be at least 0, but are " + skipBatches);
    }
    RowCursor rows = new RowCursor.Streamed(stream.open());
    if (batching.shuffleSeed().isPresent()) {
      rows =
          new ShuffleBuffer(
              rows,
              batching.shuffleBuffer(),
              Order.random(batching.shuffleSeed().getAsLong(), epoch));
    }
    BatchReader reader = new GroupedBatches(rows, spec, batching, 0, skipBatches);
    int ahead = batching.prefetch().orElse(Batching.DEFAULT_STREAM_PREFETCH);
    return OpenedBatches.of(reader, ahead, skipBatches);
  }

  @Override
  public OptionalLong batches() {
    OptionalLong size = stream.size();
    return size.isPresent() && batching.padding().buckets().isEmpty()
        ? OptionalLong.of(batches(size.getAsLong(), batching))
        : OptionalLong.empty();
  }

  @Override
  public OptionalLong examples() {
    OptionalLong batches = batches();
    if (!batching.dropRemainder()) {
      return stream.size();
    }
    return batches.isPresent()
        ? OptionalLong.of(batches.getAsLong() * batching.batchSize())
        : OptionalLong.empty();
  }

  static long batches(long examples, Batching batching) {
    long full = examples / batching.batchSize();
    boolean remainder = examples % batching.batchSize() > 0 && !batching.dropRemainder();
    return remainder ? full + 1 : full;
  }
}
