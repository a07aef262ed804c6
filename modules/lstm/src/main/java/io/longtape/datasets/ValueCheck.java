package io.longtape.datasets;

import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.family.TType;

/**
 * Refuses numbers that are not ids, or not whole where the network wants integers, and sample
 * weights that are not finite.
 */
final class ValueCheck {

  private static final double EXACT = 1L << 53;

  private final Slot slot;
  private final Class<? extends TType> type;
  private final boolean ids;
  private final double least;
  private final double greatest;

  /** A check of numbers up to a count of ids, or, where that is null, of those the type holds. */
  ValueCheck(Slot slot, Class<? extends TType> type, Long idCount) {
    this.slot = slot;
    this.type = type;
    ids = idCount != null;
    if (ids) {
      least = 0;
      greatest = idCount - 1.0;
    } else if (type == TInt32.class) {
      least = Integer.MIN_VALUE;
      greatest = Integer.MAX_VALUE;
    } else if (type == TInt64.class) {
      least = -EXACT;
      greatest = EXACT;
    } else {
      least = 0;
      greatest = 1;
    }
  }

  /** Checks what sequences are padded with. */
  void checkFilling(double value) {
    if (!takes(value)) {
      throw new IllegalArgumentException(
          "%s is padded with %s, but %s; choose another by Padding.withValue"
              .formatted(slot, value, why(value)));
    }
  }

  /** Checks numbers of one example; {@code position} is that of the first within the example. */
  void check(long example, double[] numbers, int from, int length, int position) {
    if (fractions() && slot.role() != Slot.Role.SAMPLE_WEIGHT) {
      return;
    }
    for (int i = 0; i < length; i++) {
      double value = numbers[from + i];
      if (!takes(value)) {
        throw refusal(example, position + i, why(value));
      }
    }
  }

  /** Checks strings of one example. */
  void check(long example, String[] strings, int from, int length, int position) {
    for (int i = 0; i < length; i++) {
      if (strings[from + i] == null) {
        throw refusal(example, position + i, "null is not a string");
      }
    }
  }

  private boolean takes(double value) {
    if (fractions()) {
      return slot.role() != Slot.Role.SAMPLE_WEIGHT || Double.isFinite(value);
    }
    return value >= least && value <= greatest && value == Math.rint(value);
  }

  private boolean fractions() {
    return !ids && (type == TFloat32.class || type == TFloat64.class);
  }

  private String why(double value) {
    if (fractions()) {
      return "%s is not a finite number".formatted(value);
    }
    if (value != Math.rint(value)) {
      return "%s is not a whole number, which %s must be".formatted(value, what());
    }
    return "%s %.0f is not from %.0f to %.0f".formatted(what(), value, least, greatest);
  }

  private String what() {
    if (!ids) {
      return type.getSimpleName();
    }
    return slot.role() == Slot.Role.TARGET ? "class" : "id";
  }

  private IllegalArgumentException refusal(long example, int position, String why) {
    return new IllegalArgumentException(
        "example %d, %s, position %d: %s".formatted(example, slot, position, why));
  }
}
