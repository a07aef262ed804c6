package io.longtape.training;

import java.util.Map;

/** Examples that lie in arrays, one after the other. */
record ArrayExamples(int size, Map<String, double[]> data) implements Examples {

  static ArrayExamples of(int size, double[] x, double[] target) {
    return new ArrayExamples(size, Map.of("x", x, TARGET, target));
  }

  @Override
  public void write(int example, String tensor, double[] destination, int offset) {
    double[] all = data.get(tensor);
    int each = all.length / size;
    System.arraycopy(all, example * each, destination, offset, each);
  }
}
