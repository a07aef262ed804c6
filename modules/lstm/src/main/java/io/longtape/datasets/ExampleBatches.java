package io.longtape.datasets;

import java.util.OptionalLong;

/** Batches of examples that are read at random. */
final class ExampleBatches implements BatchSource {

  private final Examples examples;
  private final BatchSpec spec;
  private final Batching batching;
  private final int size;
  private int[] bucketSizes;

  ExampleBatches(Examples examples, BatchSpec spec, Batching batching) {
    this.examples = examples;
    this.spec = spec;
    this.batching = batching;
    size = examples.size();
    if (size < 1) {
      throw new IllegalArgumentException("there are no examples");
    }
    if (batching.dropRemainder() && size < batching.batchSize()) {
      throw new IllegalArgumentException(GroupedBatches.nothingLeft(batching.batchSize(), size));
    }
    Binding.of(spec, examples.slots());
  }

  @Override
  public BatchIterator epoch(int epoch, long skipBatches) {
    if (skipBatches < 0 || skipBatches > count()) {
      throw new IllegalArgumentException(GroupedBatches.tooFar(skipBatches, count()));
    }
    int[] order =
        batching.shuffleSeed().isPresent()
            ? Order.shuffled(size, batching.shuffleSeed().getAsLong(), epoch)
            : Order.ascending(size);
    boolean direct = batching.padding().buckets().isEmpty();
    long first = direct ? Math.min(size, skipBatches * batching.batchSize()) : 0;
    RowCursor rows = new RowCursor.Ordered(examples, order, (int) first);
    BatchReader reader =
        new GroupedBatches(rows, spec, batching, direct ? skipBatches : 0, skipBatches);
    return OpenedBatches.of(reader, batching.prefetch().orElse(0), skipBatches);
  }

  @Override
  public OptionalLong batches() {
    return OptionalLong.of(count());
  }

  @Override
  public OptionalLong examples() {
    long full = 0;
    for (int each : bucketSizes()) {
      full += each / batching.batchSize() * (long) batching.batchSize();
    }
    return OptionalLong.of(batching.dropRemainder() ? full : size);
  }

  private long count() {
    long count = 0;
    for (int each : bucketSizes()) {
      count += StreamBatches.batches(each, batching);
    }
    return count;
  }

  /** How many examples are in each bucket; the same in every epoch. */
  private int[] bucketSizes() {
    if (bucketSizes == null) {
      int buckets = batching.padding().buckets().size();
      if (buckets == 0) {
        bucketSizes = new int[] {size};
      } else {
        bucketSizes = new int[buckets];
        BatchMaker maker =
            new BatchMaker(
                spec, batching.padding(), examples.slots(), new Row.Indexed(examples, 0));
        for (int i = 0; i < size; i++) {
          bucketSizes[maker.bucket(new Row.Indexed(examples, i))]++;
        }
      }
    }
    return bucketSizes;
  }
}
