package io.longtape.datasets;

import io.longtape.datasets.Slot.Role;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** Which slot of a data set stands for which slot of a network. */
record Binding(Slot wanted, Slot source) {

  /** A binding for each tensor of the spec, then for each sample weight that the data has. */
  static List<Binding> of(BatchSpec spec, List<Slot> slots) {
    List<Binding> bindings = new ArrayList<>();
    for (String name : spec.inputs().keySet()) {
      bindings.add(find(Slot.input(name), spec.inputs().keySet(), slots));
    }
    List<Binding> targets = new ArrayList<>();
    for (String name : spec.targets().keySet()) {
      targets.add(find(Slot.target(name), spec.targets().keySet(), slots));
    }
    bindings.addAll(targets);
    if (!targets.isEmpty()) {
      List<Slot> weights = of(Role.SAMPLE_WEIGHT, slots);
      for (Slot weight : weights) {
        bindings.add(new Binding(weighed(weight, weights.size(), targets), weight));
      }
    }
    return bindings;
  }

  private static Binding find(Slot wanted, Collection<String> names, List<Slot> slots) {
    if (slots.contains(wanted)) {
      return new Binding(wanted, wanted);
    }
    List<Slot> candidates = of(wanted.role(), slots);
    if (names.size() == 1 && candidates.size() == 1) {
      return new Binding(wanted, candidates.get(0));
    }
    throw new IllegalArgumentException(
        "the network wants %s, but the data has %s".formatted(wanted, listed(slots)));
  }

  private static Slot weighed(Slot weight, int weights, List<Binding> targets) {
    for (Binding target : targets) {
      if (target.wanted.name().equals(weight.name())
          || target.source.name().equals(weight.name())
          || (weights == 1 && targets.size() == 1)) {
        return Slot.sampleWeight(target.wanted.name());
      }
    }
    throw new IllegalArgumentException(
        "the data has %s, but the network's targets are %s"
            .formatted(weight, listed(targets.stream().map(Binding::wanted).toList())));
  }

  private static List<Slot> of(Role role, List<Slot> slots) {
    return slots.stream().filter(slot -> slot.role() == role).toList();
  }

  private static String listed(List<Slot> slots) {
    return slots.stream().map(Slot::toString).collect(Collectors.joining(", "));
  }
}
