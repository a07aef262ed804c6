package io.longtape.keras.archives;

import io.longtape.models.OptimizerState;
import io.longtape.optimizers.Optimizer;
import io.longtape.weights.WeightSpec;
import io.longtape.weights.WeightValues;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The weights in {@code model.weights.h5}, or in any other {@code .weights.h5} file. */
final class StoredWeights {

  private static final String LAYERS = "layers";
  private static final String VARS = "vars";
  private static final String SEEDS = "seed_generator";
  private static final String NORMALIZATION = "normalization";

  private final ReadLimits limits;
  private final Hdf5Object root;

  StoredWeights(byte[] bytes, Place place, ReadLimits limits) {
    this.limits = limits;
    root = Hdf5Object.root(bytes, place);
  }

  WeightValues weights(WeightLayout layout) {
    Map<String, WeightValues.Value> values = new LinkedHashMap<>();
    Optional<Hdf5Object> layers = root.find(LAYERS);
    layout
        .layers()
        .forEach(
            (name, group) -> {
              Optional<Hdf5Object> found = layers.flatMap(all -> all.find(layout.group(name)));
              Place place = root.place().child(LAYERS).child(layout.group(name));
              if (!layout.group(name).startsWith(NORMALIZATION)) {
                read(found, place, group, values);
              }
            });
    layers.ifPresent(all -> refuseOthers(all, layout));
    values.putAll(Values.zeros(layout.states(), root.place(), limits));
    return new WeightValues(values);
  }

  /** The numbers of a layer's own variables, whatever they are. */
  List<Hdf5Dataset> variables(String group) {
    return root.findPath(LAYERS + "/" + group + "/" + VARS)
        .map(StoredWeights::datasets)
        .orElse(List.of());
  }

  Optional<OptimizerState> optimizerState(
      WeightLayout layout, Set<String> frozen, Optimizer optimizer) {
    return root.findPath("optimizer/" + VARS)
        .map(StoredWeights::datasets)
        .flatMap(stored -> StoredSlots.read(stored, layout.trained(frozen), optimizer));
  }

  private static void read(
      Optional<Hdf5Object> found,
      Place place,
      WeightGroup group,
      Map<String, WeightValues.Value> values) {
    List<Hdf5Dataset> stored =
        found.flatMap(layer -> layer.find(VARS)).map(StoredWeights::datasets).orElse(List.of());
    if (stored.size() != group.weights().size()) {
      throw place
          .child(VARS)
          .error(
              "has %d data sets for the layer '%s', expected %d"
                  .formatted(stored.size(), group.name(), group.weights().size()));
    }
    for (int i = 0; i < stored.size(); i++) {
      WeightSpec weight = group.weights().get(i);
      values.put(weight.path(), Values.of(stored.get(i), weight.shape()));
    }
    group
        .parts()
        .forEach(
            (part, inner) ->
                read(found.flatMap(layer -> layer.find(part)), place.child(part), inner, values));
  }

  /** The members {@code 0}, {@code 1} ... of a group of variables. */
  private static List<Hdf5Dataset> datasets(Hdf5Object vars) {
    List<Hdf5Dataset> datasets = new ArrayList<>();
    int count = vars.names().size();
    for (int i = 0; i < count; i++) {
      String name = Integer.toString(i);
      Place place = vars.place().child(name);
      datasets.add(
          vars.find(name)
              .orElseThrow(() -> place.error("is not in the file, but others behind it are"))
              .dataset());
    }
    return datasets;
  }

  private static void refuseOthers(Hdf5Object layers, WeightLayout layout) {
    for (String name : layers.names()) {
      if (!layout.hasGroup(name)
          && layers.find(name).filter(StoredWeights::hasWeights).isPresent()) {
        throw layers
            .place()
            .child(name)
            .error("has weights of a layer that the network does not have");
      }
    }
  }

  private static boolean hasWeights(Hdf5Object layer) {
    Set<String> parts = new TreeSet<>(layer.names());
    parts.removeAll(List.of(VARS, SEEDS));
    return !parts.isEmpty() || layer.find(VARS).filter(vars -> !vars.names().isEmpty()).isPresent();
  }
}
