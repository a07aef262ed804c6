package io.longtape.datasets;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.tensorflow.ndarray.Shape;

/** Batches of consecutive pieces of long sequences. */
final class PieceBatches implements BatchSource {

  private final Examples sequences;
  private final BatchSpec spec;
  private final int steps;
  private final int ahead;
  private final int rows;
  private final int time;
  private final int pieces;
  private final Set<Slot> last;

  PieceBatches(Examples sequences, int steps, BatchSpec spec, Batching batching) {
    this.sequences = sequences;
    this.spec = spec;
    this.steps = steps;
    int size = sequences.size();
    if (size < 1) {
      throw new IllegalArgumentException("there are no sequences");
    }
    rows = Math.min(batching.batchSize(), size);
    if (size % rows != 0) {
      throw new IllegalArgumentException(
          ("%d sequences do not fill batches of %d, and each row goes on from batch to batch: "
                  + "choose a batch size that divides them")
              .formatted(size, rows));
    }
    List<Binding> bindings = Binding.of(spec, sequences.slots());
    time = time(bindings);
    boolean shorter = time % steps > 0 && !batching.dropRemainder();
    pieces = time / steps + (shorter ? 1 : 0);
    if (pieces == 0) {
      throw new IllegalArgumentException(
          "sequences of %d steps have no full piece of %d, and the remainder is dropped"
              .formatted(time, steps));
    }
    last = lastSteps(bindings);
    ahead = batching.prefetch().orElse(0);
  }

  @Override
  public BatchIterator epoch(int epoch, long skipBatches) {
    long batches = batchCount();
    if (skipBatches < 0 || skipBatches > batches) {
      throw new IllegalArgumentException(GroupedBatches.tooFar(skipBatches, batches));
    }
    return OpenedBatches.of(new Reader(skipBatches), ahead, skipBatches);
  }

  @Override
  public OptionalLong batches() {
    return OptionalLong.of(batchCount());
  }

  @Override
  public OptionalLong examples() {
    return OptionalLong.of((long) sequences.size() * pieces);
  }

  private long batchCount() {
    return (long) sequences.size() / rows * pieces;
  }

  private int time(List<Binding> bindings) {
    long time = -1;
    for (Binding binding : bindings) {
      for (int i = 0; i < sequences.size(); i++) {
        Shape shape = sequences.shape(i, binding.source());
        if (!shape.isUnknown() && shape.numDimensions() > 0) {
          time = time < 0 ? shape.get(0) : time;
          requireTime(i, binding.source(), shape, time);
        } else if (binding.wanted().role() != Slot.Role.SAMPLE_WEIGHT) {
          throw new IllegalArgumentException(
              "sequence %d, %s: [longTime, ...] expected, but its shape is %s"
                  .formatted(i, binding.source(), shape));
        }
      }
    }
    return Math.toIntExact(time);
  }

  private static void requireTime(int sequence, Slot slot, Shape shape, long time) {
    if (shape.get(0) != time) {
      throw new IllegalArgumentException(
          "sequence %d, %s has %d steps, but those before have %d, and all must have the same"
              .formatted(sequence, slot, shape.get(0), time));
    }
  }

  /** Of which targets the network wants the last step of a piece alone, with their weights. */
  private Set<Slot> lastSteps(List<Binding> bindings) {
    Set<Slot> last = new HashSet<>();
    for (Binding binding : bindings) {
      if (binding.wanted().role() != Slot.Role.INPUT) {
        Slot target = Slot.target(binding.wanted().name());
        Slot source =
            bindings.stream().filter(b -> b.wanted().equals(target)).findFirst().get().source();
        Shape step = sequences.shape(0, source).tail();
        Shape wanted = spec.targets().get(target.name()).shape();
        Shape piece = Shape.of(Math.min(steps, time)).append(step);
        if (!Fit.fits(wanted, piece) && Fit.fits(wanted, step)) {
          last.add(binding.source());
        }
      }
    }
    return last;
  }

  /** Reads one group of sequences to its end, then the next. */
  private final class Reader implements BatchReader {

    private final List<LongSequence> group = new ArrayList<>();
    private BatchMaker maker;
    private long at;

    Reader(long at) {
      this.at = at;
    }

    @Override
    public Batch next() {
      if (at == batchCount()) {
        return null;
      }
      int piece = (int) (at % pieces);
      if (piece == 0 || group.isEmpty()) {
        group.clear();
        int first = (int) (at / pieces) * rows;
        for (int i = 0; i < rows; i++) {
          group.add(new LongSequence(sequences, first + i));
        }
      }
      int from = piece * steps;
      int length = Math.min(steps, time - from);
      List<Row> batch = new ArrayList<>();
      group.forEach(sequence -> batch.add(new Piece(sequence, from, length, last)));
      if (maker == null) {
        maker = new BatchMaker(spec, Padding.defaults(), sequences.slots(), batch.get(0));
      }
      at++;
      return maker.make(batch, piece == 0);
    }

    @Override
    public void close() {
      group.clear();
    }
  }
}
