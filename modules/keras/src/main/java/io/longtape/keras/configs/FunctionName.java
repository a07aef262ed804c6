package io.longtape.keras.configs;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/** A function's name, which Keras writes as a text or as an object. */
final class FunctionName {

  private FunctionName() {}

  /** The name, or empty where the JSON is not a function of Keras's own. */
  static Optional<String> of(JsonNode json) {
    if (json.isTextual()) {
      return Optional.of(json.asText());
    }
    boolean function =
        json.path("class_name").asText().equals("function") && json.path("config").isTextual();
    String module = json.path("module").asText();
    boolean known =
        module.equals("builtins") || module.equals("keras") || module.startsWith("keras.");
    return function && known ? Optional.of(json.get("config").asText()) : Optional.empty();
  }
}
