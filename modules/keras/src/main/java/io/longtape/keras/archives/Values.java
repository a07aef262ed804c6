package io.longtape.keras.archives;

import io.longtape.weights.WeightSpec;
import io.longtape.weights.WeightValues.Value;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.ndarray.Shape;

/** Makes values of weights from data sets. */
final class Values {

  private Values() {}

  static Value of(Hdf5Dataset dataset, Shape expected) {
    return new Value(expected, dataset.floats(expected));
  }

  /** States, which are not in a file, so that only the limits say how large they may be. */
  static Map<String, Value> zeros(List<WeightSpec> states, Place place, ReadLimits limits) {
    Map<String, Value> zeros = new LinkedHashMap<>();
    long left = limits.bytes() / Float.BYTES;
    for (WeightSpec state : states) {
      left -= state.shape().size();
      if (left < 0) {
        throw place.error(
            "the state '%s' of shape %s is larger than the limit for this file"
                .formatted(state.path(), state.shape()));
      }
      zeros.put(state.path(), filled(state.shape(), 0));
    }
    return zeros;
  }

  static Value initial(SlotLayout.Slot slot) {
    return filled(slot.shape(), slot.initial());
  }

  private static Value filled(Shape shape, float number) {
    float[] numbers = new float[Math.toIntExact(shape.size())];
    Arrays.fill(numbers, number);
    return new Value(shape, numbers);
  }
}
