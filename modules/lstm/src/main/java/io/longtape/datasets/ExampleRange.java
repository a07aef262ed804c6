package io.longtape.datasets;

import java.util.List;
import org.tensorflow.ndarray.Shape;

/** The examples {@code [from, to)} of others. */
record ExampleRange(Examples all, int from, int to) implements Examples {

  ExampleRange {
    if (from < 0 || from > to || to > all.size()) {
      throw new IllegalArgumentException(
          "examples %d to %d are not within the %d there are".formatted(from, to, all.size()));
    }
  }

  @Override
  public int size() {
    return to - from;
  }

  @Override
  public List<Slot> slots() {
    return all.slots();
  }

  @Override
  public Shape shape(int example, Slot slot) {
    return all.shape(from + example, slot);
  }

  @Override
  public void write(int example, Slot slot, double[] destination, int offset) {
    all.write(from + example, slot, destination, offset);
  }

  @Override
  public void writeStrings(int example, Slot slot, String[] destination, int offset) {
    all.writeStrings(from + example, slot, destination, offset);
  }
}
