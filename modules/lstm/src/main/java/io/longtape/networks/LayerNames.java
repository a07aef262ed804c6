package io.longtape.networks;

import io.longtape.layers.Layer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Names for layers: their own, or their kind with Keras's numbers. */
final class LayerNames {

  private final List<Layer> layers = new ArrayList<>();
  private final List<String> names = new ArrayList<>();
  private final List<Layer> named = new ArrayList<>();

  LayerNames(List<Layer> used, Collection<String> inputs) {
    for (Layer layer : used) {
      if (layers.stream().noneMatch(known -> known == layer)) {
        layers.add(layer);
      }
    }
    Set<String> taken = new HashSet<>();
    for (Layer layer : layers) {
      if (layer.name().isPresent() && !taken.add(layer.name().get())) {
        throw new IllegalArgumentException(
            "two layers are named '%s'; use one layer twice or name them apart"
                .formatted(layer.name().get()));
      }
    }
    for (Layer layer : layers) {
      named.add(layer.withInnerNames(kind -> take(kind, taken)));
      names.add(layer.name().orElseGet(() -> take(layer.kind(), taken)));
    }
    for (String input : inputs) {
      if (taken.contains(input)) {
        throw new IllegalArgumentException("a layer and an input are both named '" + input + "'");
      }
    }
  }

  String of(Layer layer) {
    return names.get(indexOf(layer));
  }

  /** The layer, with names for those inside of it. */
  Layer named(Layer layer) {
    return named.get(indexOf(layer));
  }

  private int indexOf(Layer layer) {
    for (int i = 0; i < layers.size(); i++) {
      if (layers.get(i) == layer) {
        return i;
      }
    }
    throw new IllegalStateException("a layer of another network");
  }

  private static String take(String base, Set<String> taken) {
    String name = unused(base, taken);
    taken.add(name);
    return name;
  }

  /** The base, or with the first number behind it that is free. */
  static String unused(String base, Set<String> taken) {
    if (!taken.contains(base)) {
      return base;
    }
    int number = 1;
    while (taken.contains(base + "_" + number)) {
      number++;
    }
    return base + "_" + number;
  }
}
