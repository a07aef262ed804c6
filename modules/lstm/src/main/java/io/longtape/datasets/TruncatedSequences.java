package io.longtape.datasets;

/**
 * Long sequences cut into consecutive pieces, for truncated back-propagation through time with
 * stateful layers. Row {@code i} of each batch goes on where row {@code i} of the batch before
 * ended, as Keras wants it of stateful layers. {@link Batch#resetsState} marks the first piece.
 *
 * <p>Where there are more sequences than a batch has rows, the first batch size of them are read to
 * their end, then the next. The order is that of the data in every epoch: the shuffle of a {@link
 * Batching} is ignored, as Keras ignores it for generators, and so is its padding.
 *
 * <p>A target that is one value for each step is cut too. Where the network wants no time in the
 * target, it gets the one of the piece's last step. A sequence of each row stands in memory while
 * it is read.
 */
public final class TruncatedSequences implements DataSet {

  private final Examples sequences;
  private final int steps;

  private TruncatedSequences(Examples sequences, int steps) {
    this.sequences = sequences;
    this.steps = steps;
  }

  /**
   * Cuts sequences.
   *
   * @param sequences examples {@code [longTime, features]} of one length, with targets and sample
   *     weights for each step
   * @param steps the time of a piece; the last one of a sequence may be shorter, or is left out
   *     where the remainder is dropped
   * @return the pieces
   * @throws IllegalArgumentException when the steps are below 1
   */
  public static TruncatedSequences of(Examples sequences, int steps) {
    if (steps < 1) {
      throw new IllegalArgumentException("a piece must have at least 1 step, but has " + steps);
    }
    return new TruncatedSequences(sequences, steps);
  }

  /**
   * The batches.
   *
   * @throws IllegalArgumentException when there are no sequences, they differ in length, their
   *     number is above the batch size and no multiple of it, or they are shorter than a piece and
   *     the remainder is dropped
   */
  @Override
  public BatchSource batches(BatchSpec spec, Batching batching) {
    return new PieceBatches(sequences, steps, spec, batching);
  }
}
