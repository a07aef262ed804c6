package io.longtape.datasets;

import java.util.Set;
import org.tensorflow.ndarray.Shape;

/**
 * Steps {@code [from, from + steps)} of a long sequence; of the slots in {@code last} only the last
 * of these steps.
 */
record Piece(LongSequence sequence, int from, int steps, Set<Slot> last) implements Row {

  @Override
  public long number() {
    return sequence.number();
  }

  @Override
  public Shape shape(Slot slot) {
    Shape whole = sequence.shape(slot);
    if (whole.numDimensions() == 0) {
      return whole;
    }
    return last.contains(slot) ? whole.tail() : Shape.of(steps).append(whole.tail());
  }

  @Override
  public void write(Slot slot, double[] destination, int offset) {
    Shape whole = sequence.shape(slot);
    int width = whole.numDimensions() == 0 ? 1 : (int) whole.tail().size();
    int first = whole.numDimensions() == 0 ? 0 : last.contains(slot) ? from + steps - 1 : from;
    int length = (int) shape(slot).size();
    System.arraycopy(sequence.numbers(slot), first * width, destination, offset, length);
  }

  @Override
  public void writeStrings(Slot slot, String[] destination, int offset) {
    throw Values.wrongKind(slot, false);
  }
}
