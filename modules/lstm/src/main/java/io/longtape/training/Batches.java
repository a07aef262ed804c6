package io.longtape.training;

import java.util.HashMap;
import java.util.Map;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.family.TType;

/** Gathers examples into one tensor, over arrays that are used again for each batch. */
final class Batches {

  private final Map<String, double[]> wide = new HashMap<>();
  private final Map<String, float[]> narrow = new HashMap<>();

  /**
   * The tensor {@code [count, ...]} of examples {@code order[from, from + count)}; caller closes.
   */
  TType gather(Examples examples, String name, InputSpec spec, int[] order, int from, int count) {
    int size = spec.size();
    int length = count * size;
    double[] values =
        wide.compute(
            name, (key, old) -> old == null || old.length < length ? new double[length] : old);
    for (int i = 0; i < count; i++) {
      examples.write(order[from + i], name, values, i * size);
    }
    Shape shape = Shape.of(count).append(spec.shape());
    if (spec.type() == TFloat64.class) {
      return TFloat64.tensorOf(shape, DataBuffers.of(values, true, false).narrow(length));
    }
    float[] floats =
        narrow.compute(
            name, (key, old) -> old == null || old.length < length ? new float[length] : old);
    for (int i = 0; i < length; i++) {
      floats[i] = (float) values[i];
    }
    return TFloat32.tensorOf(shape, DataBuffers.of(floats, true, false).narrow(length));
  }
}
