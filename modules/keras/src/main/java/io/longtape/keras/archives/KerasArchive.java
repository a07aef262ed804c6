package io.longtape.keras.archives;

import com.fasterxml.jackson.databind.JsonNode;
import io.longtape.models.OptimizerState;
import io.longtape.networks.LayeredNetwork;
import io.longtape.optimizers.Optimizer;
import io.longtape.weights.WeightValues;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A {@code .keras} file: a zip file of a config, weights and vocabularies. */
final class KerasArchive implements KerasFile {

  static final String CONFIG = "config.json";
  static final String METADATA = "metadata.json";
  static final String WEIGHTS = "model.weights.h5";

  private final ZipParts parts;
  private final ReadLimits limits;
  private final JsonNode config;
  private final LayerList layers;
  private final StoredWeights weights;

  private KerasArchive(ZipParts parts, ReadLimits limits) {
    this.parts = parts;
    this.limits = limits;
    Place place = parts.place(CONFIG);
    config = Json.read(parts.get(CONFIG), place, limits);
    layers = LayerList.of(config, place);
    weights = new StoredWeights(parts.get(WEIGHTS), parts.place(WEIGHTS), limits);
    layers.normalizations().forEach(this::fillIn);
  }

  static KerasArchive read(InputFile file, ReadLimits limits) {
    return new KerasArchive(
        ZipParts.read(
            file,
            name ->
                name.equals(CONFIG)
                    || name.equals(WEIGHTS)
                    || (name.startsWith("assets/")
                        && name.endsWith("/vocabulary.txt")
                        && !name.contains("_lookup_layer")),
            limits),
        limits);
  }

  /** Where a layer's terms are. */
  static String vocabularyOf(String group) {
    return "assets/layers/" + group + "/vocabulary.txt";
  }

  @Override
  public JsonNode config() {
    return config;
  }

  @Override
  public Optional<JsonNode> compileConfig() {
    JsonNode compiled = config.path("compile_config");
    return compiled.isObject() && !compiled.isEmpty() ? Optional.of(compiled) : Optional.empty();
  }

  @Override
  public Optional<List<String>> vocabulary(String layer) {
    return layers
        .group(layer)
        .map(KerasArchive::vocabularyOf)
        .flatMap(name -> parts.find(name).map(text -> terms(text, name)));
  }

  private List<String> terms(byte[] text, String name) {
    if (text.length > limits.textBytes()) {
      throw parts
          .place(name)
          .error("has %d bytes, more than %d".formatted(text.length, limits.textBytes()));
    }
    return new String(text, StandardCharsets.UTF_8).lines().toList();
  }

  @Override
  public WeightLayout layout(LayeredNetwork network) {
    return WeightLayout.of(network, layers, parts.place(CONFIG));
  }

  @Override
  public WeightValues weights(WeightLayout layout) {
    return weights.weights(layout);
  }

  @Override
  public Optional<OptimizerState> optimizerState(
      WeightLayout layout, Set<String> frozen, Optimizer optimizer) {
    return weights.optimizerState(layout, frozen, optimizer);
  }

  private void fillIn(String layer) {
    List<Hdf5Dataset> adapted = weights.variables(layers.group(layer).orElseThrow());
    layers.adapt(layer, adapted);
  }
}
