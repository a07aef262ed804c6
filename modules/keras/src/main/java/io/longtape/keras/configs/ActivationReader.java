package io.longtape.keras.configs;

import com.fasterxml.jackson.databind.JsonNode;
import io.longtape.activations.KerasActivation;

/** Activations from arguments. */
final class ActivationReader {

  private ActivationReader() {}

  static KerasActivation read(Arguments arguments, String name, KerasActivation byDefault) {
    JsonNode value = arguments.node(name);
    if (value.isMissingNode()) {
      return byDefault;
    }
    if (value.isNull()) {
      return KerasActivation.LINEAR;
    }
    String function =
        FunctionName.of(value)
            .orElseThrow(() -> arguments.wrong(name, "supported are Keras's functions by name"));
    try {
      return KerasActivation.of(function);
    } catch (IllegalArgumentException e) {
      throw arguments.wrong(name, e.getMessage());
    }
  }
}
