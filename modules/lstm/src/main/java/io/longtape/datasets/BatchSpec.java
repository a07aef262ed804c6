package io.longtape.datasets;

import io.longtape.layers.InputSpec;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.tensorflow.ndarray.Shape;

/**
 * The tensors that a network wants of each batch. Sample weights need no entry: where the data has
 * them for one of the targets, they come as {@code [batch]}, or {@code [batch, time]} for each
 * step.
 *
 * @param inputs the network's inputs by name
 * @param targets what the loss compares the outputs with, by the outputs' names; empty to predict
 * @param idCounts how many ids or classes there are for some of the slots: numbers outside {@code
 *     [0, count)} are refused
 */
public record BatchSpec(
    Map<String, InputSpec> inputs, Map<String, InputSpec> targets, Map<Slot, Long> idCounts) {

  /**
   * Checks shapes.
   *
   * @param inputs copied
   * @param targets copied
   * @param idCounts copied
   * @throws IllegalArgumentException when there are no inputs, a size other than the first one is
   *     unknown, or an id count is for a slot that is not there
   */
  public BatchSpec {
    if (inputs.isEmpty()) {
      throw new IllegalArgumentException("a network needs at least one input");
    }
    inputs = Collections.unmodifiableMap(new LinkedHashMap<>(inputs));
    targets = Collections.unmodifiableMap(new LinkedHashMap<>(targets));
    idCounts = Map.copyOf(idCounts);
    inputs.forEach((name, spec) -> check(Slot.input(name), spec));
    targets.forEach((name, spec) -> check(Slot.target(name), spec));
    for (Slot slot : idCounts.keySet()) {
      boolean there =
          switch (slot.role()) {
            case INPUT -> inputs.containsKey(slot.name());
            case TARGET -> targets.containsKey(slot.name());
            case SAMPLE_WEIGHT -> false;
          };
      if (!there) {
        throw new IllegalArgumentException(
            "there is no %s to count ids of; there are inputs %s and targets %s"
                .formatted(slot, inputs.keySet(), targets.keySet()));
      }
    }
  }

  /**
   * What prediction wants.
   *
   * @param inputs the network's inputs by name
   * @return the spec
   */
  public static BatchSpec of(Map<String, InputSpec> inputs) {
    return of(inputs, Map.of());
  }

  /**
   * What training and evaluation want.
   *
   * @param inputs the network's inputs by name
   * @param targets what the loss compares the outputs with, by the outputs' names
   * @return the spec
   */
  public static BatchSpec of(Map<String, InputSpec> inputs, Map<String, InputSpec> targets) {
    return new BatchSpec(inputs, targets, Map.of());
  }

  /**
   * The same with a check of an input's ids, as for an Embedding's {@code inputDim}.
   *
   * @param input the name of the input
   * @param count how many ids there are; an id from 0 to {@code count - 1} passes
   * @return the spec
   */
  public BatchSpec withIds(String input, long count) {
    return withCount(Slot.input(input), count);
  }

  /**
   * The same with a check of a target's classes.
   *
   * @param target the name of the target
   * @param count how many classes there are; a label from 0 to {@code count - 1} passes
   * @return the spec
   */
  public BatchSpec withClasses(String target, long count) {
    return withCount(Slot.target(target), count);
  }

  private BatchSpec withCount(Slot slot, long count) {
    Map<Slot, Long> more = new LinkedHashMap<>(idCounts);
    more.put(slot, count);
    return new BatchSpec(inputs, targets, more);
  }

  private static void check(Slot slot, InputSpec spec) {
    Shape shape = spec.shape();
    if (shape.isUnknown() || (shape.numDimensions() > 0 && shape.tail().hasUnknownDimension())) {
      throw new IllegalArgumentException(
          "the first size of " + slot + " may be unknown, but no other one: it is " + shape);
    }
  }
}
