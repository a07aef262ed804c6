package io.longtape.keras.archives;

import io.longtape.layers.Layer;
import io.longtape.networks.LayeredNetwork;
import io.longtape.networks.Trace;
import io.longtape.weights.WeightSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The weights of a network in Keras's order, and where Keras keeps them: {@code
 * lstm/lstm_cell/kernel} is {@code layers/lstm/cell/vars/0}. Files are read and written by it.
 */
public final class WeightLayout {

  private final Map<String, String> groupNames;
  private final Map<String, WeightGroup> layers;
  private final List<WeightSpec> states;

  private WeightLayout(
      Map<String, String> groupNames, Map<String, WeightGroup> layers, List<WeightSpec> states) {
    this.groupNames = groupNames;
    this.layers = layers;
    this.states = states;
  }

  /**
   * The layout of a network that is to be written, or of one with the layers of a file.
   *
   * @param network what it computes
   * @return the layout
   * @throws IllegalArgumentException when a layer refuses what it reads
   */
  public static WeightLayout of(LayeredNetwork network) {
    return of(network, network.operations());
  }

  /** The layout by the order of layers that a file states. */
  static WeightLayout of(LayeredNetwork network, LayerList layers, Place place) {
    try {
      return of(network, layers.names());
    } catch (IllegalArgumentException e) {
      throw place.error(e.getMessage(), e);
    }
  }

  private static WeightLayout of(LayeredNetwork network, List<String> order) {
    Map<String, Layer> all = network.layers();
    Map<String, String> kinds = new LinkedHashMap<>();
    for (String name : order) {
      if (all.containsKey(name)) {
        kinds.put(name, all.get(name).kind());
      }
    }
    Map<String, List<WeightSpec>> weights = new LinkedHashMap<>();
    kinds.keySet().forEach(name -> weights.put(name, new ArrayList<>()));
    List<WeightSpec> states = new ArrayList<>();
    for (WeightSpec weight : Trace.of(network).weights()) {
      if (weight.trainable()) {
        weights.get(layerOf(weight)).add(weight);
      } else {
        states.add(weight);
      }
    }
    Map<String, WeightGroup> layers = new LinkedHashMap<>();
    weights.forEach((name, own) -> layers.put(name, WeightGroup.of(name, own, 1)));
    return new WeightLayout(LayerGroups.of(kinds), layers, List.copyOf(states));
  }

  /** By the layers' names. */
  Map<String, WeightGroup> layers() {
    return layers;
  }

  /** The name of a layer's group, such as {@code lstm_1}. */
  String group(String layer) {
    return groupNames.get(layer);
  }

  boolean hasGroup(String group) {
    return groupNames.containsValue(group);
  }

  /** What stateful layers remember, which Keras does not save. */
  List<WeightSpec> states() {
    return states;
  }

  /** The weights that are trained, in the order of Keras's {@code model.trainable_variables}. */
  List<WeightSpec> trained(Set<String> frozen) {
    List<WeightSpec> trained = new ArrayList<>();
    layers.forEach(
        (name, group) -> {
          if (!frozen.contains(name)) {
            collect(group, trained);
          }
        });
    return trained;
  }

  /** A layer's weights in the order of Keras's {@code layer.weights}. */
  List<WeightSpec> weights(String layer) {
    List<WeightSpec> all = new ArrayList<>();
    collect(layers.get(layer), all);
    return all;
  }

  private static void collect(WeightGroup group, List<WeightSpec> all) {
    all.addAll(group.weights());
    group.parts().values().forEach(part -> collect(part, all));
  }

  private static String layerOf(WeightSpec weight) {
    return weight.path().substring(0, weight.path().indexOf('/'));
  }
}
