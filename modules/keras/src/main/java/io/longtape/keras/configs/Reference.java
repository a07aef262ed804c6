package io.longtape.keras.configs;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * A tensor between layers, Keras's {@code keras_history}.
 *
 * @param layer the name of the layer that gives it
 * @param node which of the layer's calls
 * @param tensor which of the tensors that this call gives
 */
record Reference(String layer, int node, int tensor) {

  /** Whether the JSON is {@code [layer, node, tensor]}, perhaps with more behind it. */
  static boolean isOne(JsonNode json) {
    return json.isArray() && json.path(0).isTextual();
  }

  /**
   * Reads {@code [layer, node, tensor]}.
   *
   * @param where for messages
   */
  static Reference of(JsonNode json, String where) {
    boolean fits = isOne(json) && json.size() >= 3;
    for (int i = 1; fits && i < 3; i++) {
      fits = json.get(i).canConvertToInt() && json.get(i).isIntegralNumber();
    }
    if (!fits) {
      throw Failure.of(
          "%s: a tensor must be [layer, node, tensor], but is %s"
              .formatted(where, Arguments.shown(json)));
    }
    return new Reference(json.get(0).asText(), json.get(1).asInt(), json.get(2).asInt());
  }

  /** All references in lists of lists and objects. */
  static List<Reference> all(JsonNode json, String where) {
    List<Reference> found = new ArrayList<>();
    collect(json, where, found);
    return found;
  }

  private static void collect(JsonNode json, String where, List<Reference> found) {
    if (isOne(json) || !json.isContainerNode()) {
      found.add(of(json, where));
    } else {
      json.forEach(entry -> collect(entry, where, found));
    }
  }

  @Override
  public String toString() {
    return "[%s, %d, %d]".formatted(KerasObject.shown(layer), node, tensor);
  }
}
