package io.longtape.keras.archives;

import io.longtape.optimizers.Optimizer;
import io.longtape.optimizers.RMSprop;
import io.longtape.optimizers.SlotSpec;
import io.longtape.weights.WeightSpec;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.tensorflow.ndarray.Shape;

/**
 * What an optimizer remembers, in the order of Keras's {@code optimizer.variables} behind the
 * iteration and the learning rate: Adam and its kin keep their two moments side by side for each
 * weight, everything else stands together by its kind.
 */
final class SlotLayout {

  private static final Set<String> SIDE_BY_SIDE = Set.of("adam", "adam_w", "nadam");
  private static final List<String> MOMENTS = List.of("momentum", "velocity");

  private SlotLayout() {}

  /**
   * One thing that is remembered.
   *
   * @param key its name in Longtape, such as {@code lstm/lstm_cell/kernel/momentum}
   * @param shape its shape
   * @param initial what all its numbers are before the first step
   */
  record Slot(String key, Shape shape, float initial) {}

  static List<Slot> of(Optimizer optimizer, List<WeightSpec> weights) {
    Set<String> kinds = new LinkedHashSet<>();
    weights.forEach(
        weight -> optimizer.slots(weight.shape()).forEach(slot -> kinds.add(slot.name())));
    if (!keepsMomentum(optimizer)) {
      kinds.remove("momentum");
    }
    List<Slot> slots = new ArrayList<>();
    if (SIDE_BY_SIDE.contains(optimizer.kerasName())) {
      for (WeightSpec weight : weights) {
        MOMENTS.forEach(kind -> add(optimizer, weight, kind, slots));
      }
      MOMENTS.forEach(kinds::remove);
    }
    for (String kind : kinds) {
      weights.forEach(weight -> add(optimizer, weight, kind, slots));
    }
    for (SlotSpec global : optimizer.globals()) {
      slots.add(new Slot(global.name(), global.shape(), global.initial()));
    }
    return slots;
  }

  /** Longtape's RMSprop keeps a slot for momentum always, Keras's only where there is any. */
  private static boolean keepsMomentum(Optimizer optimizer) {
    return !(optimizer instanceof RMSprop)
        || optimizer
            .config()
            .map(config -> config.arguments().get("momentum"))
            .filter(momentum -> momentum instanceof Number number && number.doubleValue() > 0)
            .isPresent();
  }

  private static void add(Optimizer optimizer, WeightSpec weight, String kind, List<Slot> slots) {
    for (SlotSpec slot : optimizer.slots(weight.shape())) {
      if (slot.name().equals(kind)) {
        slots.add(new Slot(weight.path() + "/" + kind, slot.shape(), slot.initial()));
      }
    }
  }
}
