package io.longtape.datasets;

import static java.util.Objects.requireNonNull;

/**
 * The name of one tensor of an example. Inputs carry the names of the network's inputs, targets
 * those of its outputs, and sample weights those of the targets that they weigh. Where a data set
 * and a network have one input or one target each, the two belong together whatever their names.
 *
 * @param role what the tensor is for
 * @param name the name of the input or the target
 */
public record Slot(Role role, String name) {

  /** What a tensor of an example is for. */
  public enum Role {
    /** The network reads it. */
    INPUT,
    /** The loss compares it with an output of the network. */
    TARGET,
    /** It says how much the example, or each of its steps, counts in the loss of a target. */
    SAMPLE_WEIGHT
  }

  /** The only input of a data set that does not name it. */
  public static final Slot INPUT = input("input");

  /** The only target of a data set that does not name it. */
  public static final Slot TARGET = target("target");

  /** The sample weight of the only target, whatever its name. */
  public static final Slot SAMPLE_WEIGHT = sampleWeight(TARGET.name());

  /**
   * Refuses null.
   *
   * @param role not null
   * @param name not null
   */
  public Slot {
    requireNonNull(role, "role");
    requireNonNull(name, "name");
  }

  /**
   * An input.
   *
   * @param name the name of the network's input
   * @return its slot
   */
  public static Slot input(String name) {
    return new Slot(Role.INPUT, name);
  }

  /**
   * A target.
   *
   * @param name the name of the network's output
   * @return its slot
   */
  public static Slot target(String name) {
    return new Slot(Role.TARGET, name);
  }

  /**
   * The weight of an example, or of each of its steps, in the loss of a target.
   *
   * @param target the name of the target
   * @return its slot
   */
  public static Slot sampleWeight(String target) {
    return new Slot(Role.SAMPLE_WEIGHT, target);
  }

  /** The slot in the words of error messages, such as {@code input 'x'}. */
  @Override
  public String toString() {
    return switch (role) {
      case INPUT -> "input '" + name + "'";
      case TARGET -> "target '" + name + "'";
      case SAMPLE_WEIGHT -> "sample weight of '" + name + "'";
    };
  }
}
