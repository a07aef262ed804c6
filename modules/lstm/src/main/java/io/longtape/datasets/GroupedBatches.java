package io.longtape.datasets;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Fills batches with examples as they come, one batch for each bucket at a time; what is left at
 * the end comes in the order of the buckets.
 */
final class GroupedBatches implements BatchReader {

  private final RowCursor rows;
  private final BatchSpec spec;
  private final Batching batching;
  private final List<List<Row>> buckets = new ArrayList<>();
  private final Deque<List<Row>> rest = new ArrayDeque<>();
  private final long skip;
  private BatchMaker maker;
  private long read;
  private long grouped;
  private boolean ended;

  /** {@code grouped} batches came before the first of the rows; up to {@code skip} are left out. */
  GroupedBatches(RowCursor rows, BatchSpec spec, Batching batching, long grouped, long skip) {
    this.rows = rows;
    this.spec = spec;
    this.batching = batching;
    this.grouped = grouped;
    this.skip = skip;
    for (int i = 0; i < Math.max(1, batching.padding().buckets().size()); i++) {
      buckets.add(new ArrayList<>());
    }
  }

  @Override
  public Batch next() {
    List<Row> group = group();
    while (group != null && grouped <= skip) {
      group = group();
    }
    if (group == null && grouped < skip) {
      throw new IllegalArgumentException(tooFar(skip, grouped));
    }
    return group == null ? null : maker.make(group, false);
  }

  @Override
  public void close() {
    rows.close();
  }

  static String tooFar(long skip, long batches) {
    return "cannot go on after batch %d of the epoch: it has %d".formatted(skip, batches);
  }

  static String nothingLeft(int batchSize, long examples) {
    return ("%d examples do not fill a batch of %d, and the remainder is dropped: "
            + "lower the batch size or keep the remainder")
        .formatted(examples, batchSize);
  }

  private List<Row> group() {
    while (!ended) {
      Row row = rows.next();
      if (row == null) {
        ended = true;
        endOfRows();
        break;
      }
      read++;
      if (maker == null) {
        maker = new BatchMaker(spec, batching.padding(), rows.slots(), row);
      }
      int bucket = maker.bucket(row);
      List<Row> group = buckets.get(bucket);
      group.add(row);
      if (group.size() == batching.batchSize()) {
        buckets.set(bucket, new ArrayList<>());
        grouped++;
        return group;
      }
    }
    if (rest.isEmpty()) {
      return null;
    }
    grouped++;
    return rest.remove();
  }

  private void endOfRows() {
    if (!batching.dropRemainder()) {
      buckets.stream().filter(group -> !group.isEmpty()).forEach(rest::add);
    }
    if (grouped == 0 && read == 0) {
      throw new IllegalArgumentException("there are no examples");
    }
    if (grouped == 0 && rest.isEmpty()) {
      throw new IllegalArgumentException(nothingLeft(batching.batchSize(), read));
    }
  }
}
