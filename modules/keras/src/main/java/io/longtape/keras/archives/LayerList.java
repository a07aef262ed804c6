package io.longtape.keras.archives;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The layers in the config of a model, in the order in which a file keeps their weights. */
final class LayerList {

  private static final String NORMALIZATION = "Normalization";

  private final Map<String, ObjectNode> layers = new LinkedHashMap<>();
  private final Map<String, String> groups;

  private LayerList(JsonNode model, Place place) {
    Map<String, String> kinds = new LinkedHashMap<>();
    for (JsonNode layer : model.path("config").path("layers")) {
      String name = layer.path("config").path("name").asText();
      if (layer instanceof ObjectNode object && layer.path("config").isObject()) {
        if (layers.put(name, object) != null) {
          throw place.error("has two layers '%s'".formatted(name));
        }
        kinds.put(name, kind(layer.path("class_name").asText()));
      }
    }
    groups = LayerGroups.of(kinds);
  }

  static LayerList of(JsonNode model, Place place) {
    return new LayerList(model, place);
  }

  List<String> names() {
    return List.copyOf(layers.keySet());
  }

  Optional<String> group(String layer) {
    return Optional.ofNullable(groups.get(layer));
  }

  /** The layers that scale by what they were adapted to, which is not in the config. */
  List<String> normalizations() {
    List<String> found = new ArrayList<>();
    layers.forEach(
        (name, layer) -> {
          boolean given = layer.path("config").hasNonNull("mean");
          if (layer.path("class_name").asText().equals(NORMALIZATION) && !given) {
            found.add(name);
          }
        });
    return found;
  }

  /** Puts a mean and a variance into a layer's config, as if it had been made with them. */
  void adapt(String layer, List<Hdf5Dataset> adapted) {
    if (adapted.size() >= 2) {
      ObjectNode arguments = (ObjectNode) layers.get(layer).get("config");
      put(arguments, "mean", adapted.get(0));
      put(arguments, "variance", adapted.get(1));
    }
  }

  private static void put(ObjectNode arguments, String name, Hdf5Dataset numbers) {
    ArrayNode array = arguments.putArray(name);
    for (float number : numbers.floats(numbers.shape())) {
      array.add(number);
    }
  }

  private static String kind(String className) {
    return className
        .replaceAll("(.)([A-Z][a-z]+)", "$1_$2")
        .replaceAll("([a-z])([A-Z])", "$1_$2")
        .toLowerCase(Locale.ROOT);
  }
}
