package io.longtape.keras.configs;

import com.fasterxml.jackson.databind.JsonNode;
import io.longtape.networks.LayeredNetwork;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * A network in Keras's JSON, the {@code config.json} of a {@code .keras} file.
 *
 * @param name the model's name, such as {@code sequential}
 * @param network what it computes
 * @param frozen the layers that are not trained
 */
public record NetworkConfig(String name, LayeredNetwork network, Set<String> frozen) {

  /**
   * Reads a network.
   *
   * @param model what {@code model.to_json()} gives, as JSON
   * @param vocabularies the terms of a TextVectorization layer by its name, where a file keeps them
   *     beside the config
   * @return the network, its layers named as in the config
   * @throws io.longtape.serving.ModelException when a layer or an argument is unknown here; the
   *     message names the layer, its place and its class
   */
  public static NetworkConfig read(
      JsonNode model, Function<String, Optional<List<String>>> vocabularies) {
    return NetworkReader.read(model, vocabularies);
  }

  /**
   * Writes the network.
   *
   * @return what {@code keras.models.model_from_json} reads
   * @throws IllegalArgumentException when Keras has no equal of a layer; the message names it
   */
  public JsonNode write() {
    return NetworkWriter.write(this);
  }
}
