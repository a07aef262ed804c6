package io.longtape.autodiff.internal;

import org.tensorflow.ndarray.DoubleNdArray;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;

/** An input's values: all different, with no structure that would hide a wrong gradient. */
record Point(DoubleNdArray array) {

  /** Values between -1.5 and 1.5, none close to zero. */
  static Point of(long... sizes) {
    return between(-1.5, 1.5, sizes);
  }

  static Point positive(long... sizes) {
    return between(0.4, 2.2, sizes);
  }

  static Point between(double low, double high, long... sizes) {
    Shape shape = Shape.of(sizes);
    double[] values = new double[Math.toIntExact(shape.size())];
    for (int i = 0; i < values.length; i++) {
      double golden = 0.17 + 0.6180339887 * (i + 1) + 0.05 * values.length;
      values[i] = low + (high - low) * (golden - Math.floor(golden));
    }
    return at(shape, values);
  }

  static Point at(Shape shape, double... values) {
    return new Point(NdArrays.wrap(shape, DataBuffers.of(values, false, false)));
  }

  Shape shape() {
    return array.shape();
  }
}
