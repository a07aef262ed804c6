package io.longtape.datasets;

import org.tensorflow.ndarray.Shape;

/** One example on its way into a batch. */
interface Row {

  /** The example's number in its data set, for error messages. */
  long number();

  Shape shape(Slot slot);

  void write(Slot slot, double[] destination, int offset);

  void writeStrings(Slot slot, String[] destination, int offset);

  /** One of {@link Examples}. */
  record Indexed(Examples examples, int index) implements Row {

    @Override
    public long number() {
      return index;
    }

    @Override
    public Shape shape(Slot slot) {
      return examples.shape(index, slot);
    }

    @Override
    public void write(Slot slot, double[] destination, int offset) {
      examples.write(index, slot, destination, offset);
    }

    @Override
    public void writeStrings(Slot slot, String[] destination, int offset) {
      examples.writeStrings(index, slot, destination, offset);
    }
  }

  /** One of an {@link ExampleStream}. */
  record Streamed(Example example, long number) implements Row {

    @Override
    public Shape shape(Slot slot) {
      return example.values(slot).shape(0);
    }

    @Override
    public void write(Slot slot, double[] destination, int offset) {
      example.values(slot).write(0, destination, offset);
    }

    @Override
    public void writeStrings(Slot slot, String[] destination, int offset) {
      example.values(slot).writeStrings(0, destination, offset);
    }
  }
}
