package io.longtape.datasets;

import java.util.List;
import org.tensorflow.ndarray.Shape;

/**
 * Examples that are read one at a time and at random: windows of a series are cut when they are
 * needed and never stand in memory together. {@link ArrayExamples} holds them in arrays. With
 * prefetching they are read by a second thread, while none other reads them.
 */
public non-sealed interface Examples extends DataSet {

  /**
   * How many there are.
   *
   * @return the number of examples
   */
  int size();

  /**
   * The tensors that each example has.
   *
   * @return the slots of inputs, targets and sample weights
   */
  List<Slot> slots();

  /**
   * The shape of one tensor of one example.
   *
   * @param example the example's number, from 0
   * @param slot one of {@link #slots}
   * @return the shape without the batch; unknown, the default, stands for the one that the network
   *     wants, which serves as long as its time is known
   */
  default Shape shape(int example, Slot slot) {
    return Shape.unknown();
  }

  /**
   * Writes all numbers of one tensor of one example.
   *
   * @param example the example's number, from 0
   * @param slot one of {@link #slots}
   * @param destination where to write, row-major
   * @param offset the first position to write to
   */
  void write(int example, Slot slot, double[] destination, int offset);

  /**
   * Writes all strings of one tensor of one example; needed where the network reads strings.
   *
   * @param example the example's number, from 0
   * @param slot one of {@link #slots}
   * @param destination where to write, row-major
   * @param offset the first position to write to
   * @throws IllegalArgumentException by default
   */
  default void writeStrings(int example, Slot slot, String[] destination, int offset) {
    throw new IllegalArgumentException(slot + " has no strings, but the network wants them");
  }

  /**
   * A part of the examples, not copied.
   *
   * @param from the first example
   * @param to the one after the last
   * @return the part, whose first example has number 0
   * @throws IllegalArgumentException when the part does not lie within the examples
   */
  default Examples range(int from, int to) {
    return new ExampleRange(this, from, to);
  }

  /**
   * Cuts off the last examples for validation, before any shuffling, as Keras's {@code
   * validation_split}. Where examples lie in the order of time the cut is chronological.
   *
   * @param fraction the part that validation gets, between 0 and 1
   * @return the two parts: the training part has {@code floor(size x (1 - fraction))} examples
   * @throws IllegalArgumentException when the fraction is not between 0 and 1 or a part is empty
   */
  default Split split(double fraction) {
    if (!(fraction > 0 && fraction < 1)) {
      throw new IllegalArgumentException(
          "the validation split must be between 0 and 1, but is " + fraction);
    }
    int cut = (int) Math.floor(size() * (1.0 - fraction));
    if (cut == 0 || cut == size()) {
      throw new IllegalArgumentException(
          "%d examples cannot be split at a fraction of %s: there would be no %s examples"
              .formatted(size(), fraction, cut == 0 ? "training" : "validation"));
    }
    return new Split(range(0, cut), range(cut, size()));
  }

  @Override
  default BatchSource batches(BatchSpec spec, Batching batching) {
    return new ExampleBatches(this, spec, batching);
  }

  /**
   * Examples in two parts.
   *
   * @param training the first part
   * @param validation the last part
   */
  record Split(Examples training, Examples validation) {}
}
