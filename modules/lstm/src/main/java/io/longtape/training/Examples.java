package io.longtape.training;

/**
 * Examples to train or evaluate on, read one at a time and at random: windows of a series are cut
 * when they are needed and never stand in memory together.
 */
public interface Examples {

  /** The name under which the trainer asks for what the network should have given. */
  String TARGET = "target";

  /**
   * How many there are.
   *
   * @return the number of examples
   */
  int size();

  /**
   * Writes one tensor of one example.
   *
   * @param example the example's number, from 0
   * @param tensor the name of one of the network's inputs, or {@link #TARGET}
   * @param destination where to write, row-major
   * @param offset the first position to write to
   */
  void write(int example, String tensor, double[] destination, int offset);
}
