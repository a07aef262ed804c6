package io.longtape.datasets;

import io.longtape.layers.InputSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.tensorflow.ndarray.NdArray;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TType;

/** What tests read of batches. */
final class Read {

  static final long TIME = Shape.UNKNOWN_SIZE;

  private Read() {}

  static InputSpec spec(Class<? extends TType> type, long... shape) {
    return new InputSpec(Shape.of(shape), type);
  }

  /** One input 'x' of one number. */
  static BatchSpec scalars() {
    return BatchSpec.of(Map.of("x", spec(TFloat32.class)));
  }

  static float[] ascending(int size) {
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = i;
    }
    return values;
  }

  /** All values of a tensor, row-major, as numbers, strings or booleans. */
  static List<Object> values(TType tensor) {
    List<Object> values = new ArrayList<>();
    ((NdArray<?>) tensor).scalars().forEach(scalar -> values.add(scalar.getObject()));
    return values;
  }

  /** The numbers of input 'x' of each batch that is left of an epoch. */
  static List<List<Integer>> xs(BatchSource source, int epoch, long skip) {
    try (BatchIterator batches = source.epoch(epoch, skip)) {
      return xs(batches);
    }
  }

  static List<List<Integer>> xs(BatchIterator batches) {
    List<List<Integer>> read = new ArrayList<>();
    while (batches.hasNext()) {
      try (Batch batch = batches.next()) {
        read.add(
            values(batch.inputs().get("x")).stream()
                .map(value -> ((Number) value).intValue())
                .toList());
      }
    }
    return read;
  }
}
