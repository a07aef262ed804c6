package io.longtape.datasets;

import java.util.HashMap;
import java.util.Map;
import org.tensorflow.ndarray.Shape;

/** One long sequence, read once and then kept. */
final class LongSequence {

  private final Examples examples;
  private final int number;
  private final Map<Slot, double[]> numbers = new HashMap<>();

  LongSequence(Examples examples, int number) {
    this.examples = examples;
    this.number = number;
  }

  int number() {
    return number;
  }

  /** The shape of one slot; one number where that is not told, as of sample weights. */
  Shape shape(Slot slot) {
    Shape shape = examples.shape(number, slot);
    return shape.isUnknown() ? Shape.scalar() : shape;
  }

  double[] numbers(Slot slot) {
    return numbers.computeIfAbsent(
        slot,
        wanted -> {
          double[] all = new double[Math.toIntExact(shape(wanted).size())];
          examples.write(number, wanted, all, 0);
          return all;
        });
  }
}
