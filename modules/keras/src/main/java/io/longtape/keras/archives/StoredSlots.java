package io.longtape.keras.archives;

import io.longtape.models.OptimizerState;
import io.longtape.optimizers.Optimizer;
import io.longtape.weights.WeightSpec;
import io.longtape.weights.WeightValues;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tensorflow.ndarray.Shape;

/** What an optimizer remembered, from data sets in the order of Keras's optimizer.variables. */
final class StoredSlots {

  private StoredSlots() {}

  static Optional<OptimizerState> read(
      List<Hdf5Dataset> stored, List<WeightSpec> trained, Optimizer optimizer) {
    List<SlotLayout.Slot> slots = SlotLayout.of(optimizer, trained);
    boolean constant = optimizer.learningRate().isConstant();
    int before = constant ? 2 : 1;
    if (stored.size() != before + slots.size()) {
      return Optional.empty();
    }
    long iterations = stored.get(0).integer();
    double rate =
        constant
            ? stored.get(1).floats(Shape.scalar())[0]
            : optimizer.learningRate().rate(iterations);
    Map<String, WeightValues.Value> values = new LinkedHashMap<>();
    for (int i = 0; i < slots.size(); i++) {
      SlotLayout.Slot slot = slots.get(i);
      values.put(slot.key(), Values.of(stored.get(before + i), slot.shape()));
    }
    return Optional.of(new OptimizerState(iterations, rate, new WeightValues(values)));
  }
}
