package io.longtape.keras.archives;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.longtape.models.OptimizerState;
import io.longtape.networks.LayeredNetwork;
import io.longtape.optimizers.Optimizer;
import io.longtape.weights.WeightSpec;
import io.longtape.weights.WeightValues;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A legacy {@code .h5} file: configs as attributes, and weights in a group for each layer, by the
 * layers' names and in the order of an attribute.
 */
final class LegacyFile implements KerasFile {

  private static final String WEIGHTS = "model_weights";
  private static final String WEIGHT_NAMES = "weight_names";

  private final ReadLimits limits;
  private final Hdf5Object root;
  private final JsonNode config;
  private final Optional<JsonNode> compileConfig;
  private final LayerList layers;

  private LegacyFile(InputFile file, ReadLimits limits) {
    this.limits = limits;
    root = Hdf5Object.root(file.bytes(), file.place());
    config =
        json("model_config", limits)
            .orElseThrow(
                () ->
                    file.place()
                        .error(
                            "has no attribute 'model_config'; a file of weights alone is read by WeightsFile, given its network"));
    compileConfig = json("training_config", limits).map(LegacyFile::withOptimizer);
    layers = LayerList.of(config, file.place().in("model_config"));
    layers.normalizations().forEach(layer -> layers.adapt(layer, stored(layer)));
  }

  static LegacyFile read(InputFile file, ReadLimits limits) {
    return new LegacyFile(file, limits);
  }

  @Override
  public JsonNode config() {
    return config;
  }

  @Override
  public Optional<JsonNode> compileConfig() {
    return compileConfig;
  }

  @Override
  public Optional<List<String>> vocabulary(String layer) {
    return Optional.empty();
  }

  @Override
  public WeightLayout layout(LayeredNetwork network) {
    return WeightLayout.of(network, layers, root.place().in("model_config"));
  }

  @Override
  public WeightValues weights(WeightLayout layout) {
    Map<String, WeightValues.Value> values = new LinkedHashMap<>();
    for (String layer : layout.layers().keySet()) {
      List<WeightSpec> expected = layout.weights(layer);
      if (expected.isEmpty()) {
        continue;
      }
      List<Hdf5Dataset> stored = stored(layer);
      if (stored.size() != expected.size()) {
        throw root.place()
            .child(WEIGHTS)
            .child(layer)
            .error("has %d weights, expected %d".formatted(stored.size(), expected.size()));
      }
      for (int i = 0; i < stored.size(); i++) {
        WeightSpec weight = expected.get(i);
        values.put(weight.path(), Values.of(stored.get(i), weight.shape()));
      }
    }
    refuseOthers(layout);
    values.putAll(Values.zeros(layout.states(), root.place(), limits));
    return new WeightValues(values);
  }

  private void refuseOthers(WeightLayout layout) {
    Optional<Hdf5Object> weights = root.find(WEIGHTS);
    for (String name : weights.map(group -> group.longTexts("layer_names")).orElse(List.of())) {
      if (!layout.layers().containsKey(name) && !stored(name).isEmpty()) {
        throw root.place()
            .child(WEIGHTS)
            .child(name)
            .error("has weights of a layer that the network does not have");
      }
    }
  }

  @Override
  public Optional<OptimizerState> optimizerState(
      WeightLayout layout, Set<String> frozen, Optimizer optimizer) {
    return root.find("optimizer_weights")
        .flatMap(group -> StoredSlots.read(named(group), layout.trained(frozen), optimizer));
  }

  private List<Hdf5Dataset> stored(String layer) {
    return root.find(WEIGHTS)
        .flatMap(weights -> weights.find(layer))
        .map(LegacyFile::named)
        .orElse(List.of());
  }

  /** The data sets of a group in the order of its attribute. */
  private static List<Hdf5Dataset> named(Hdf5Object group) {
    List<Hdf5Dataset> datasets = new ArrayList<>();
    for (String name : group.longTexts(WEIGHT_NAMES)) {
      Place place = group.place().child(name);
      datasets.add(
          group.findPath(name).orElseThrow(() -> place.error("is not in the file")).dataset());
    }
    return datasets;
  }

  private Optional<JsonNode> json(String attribute, ReadLimits limits) {
    return root.texts(attribute)
        .flatMap(texts -> texts.stream().findFirst())
        .map(
            text ->
                Json.read(
                    text.getBytes(StandardCharsets.UTF_8), root.place().in(attribute), limits));
  }

  /** The training config with its optimizer where a compile config has it. */
  private static JsonNode withOptimizer(JsonNode training) {
    ObjectNode compiled = training.deepCopy();
    JsonNode optimizer = compiled.remove("optimizer_config");
    if (optimizer != null) {
      compiled.set("optimizer", optimizer);
    }
    return compiled;
  }
}
