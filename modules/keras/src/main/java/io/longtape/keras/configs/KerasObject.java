package io.longtape.keras.configs;

import com.fasterxml.jackson.databind.JsonNode;
import io.longtape.serving.ModelException;

/**
 * An object as {@code keras.saving.serialize_keras_object} writes it, and as older files do: there
 * without a module.
 *
 * @param className the class in Keras
 * @param module where the class is, empty where the file does not say
 * @param config the arguments
 */
record KerasObject(String className, String module, JsonNode config) {

  private static final String NEVER_RUN = " is code of the model's own, which is never run here";

  /**
   * Reads an object of Keras's own.
   *
   * @param json the object
   * @param where its place, for messages
   * @throws ModelException when it has another form or is not Keras's own
   */
  static KerasObject of(JsonNode json, String where) {
    if (json == null || !json.isObject() || !json.path("class_name").isTextual()) {
      throw Failure.of(
          "%s must be an object with a class_name, but is %s"
              .formatted(where, Arguments.shown(json)));
    }
    String className = json.get("class_name").asText();
    JsonNode module = json.path("module");
    JsonNode registered = json.path("registered_name");
    if (className.equals("Lambda") || className.equals("__lambda__")) {
      throw Failure.of(where + ": a " + className + NEVER_RUN);
    }
    boolean ours =
        module.isMissingNode()
            || (module.isNull() && registered.isNull())
            || isOfKeras(module.asText());
    if (!ours || className.contains(">") || registered.asText().contains(">")) {
      String source = module.isTextual() ? " of '" + shown(module.asText()) + "'" : "";
      throw Failure.of(where + ": " + shown(className) + source + NEVER_RUN);
    }
    return new KerasObject(
        className, module.isTextual() ? module.asText() : "", json.get("config"));
  }

  /** Whether it is an op between layers, as Keras 3 puts them there for masks. */
  boolean isOp() {
    return module.startsWith("keras.src.ops.") || module.startsWith("keras.ops");
  }

  /** The arguments, for messages about {@code where}. */
  Arguments arguments(String where) {
    return Arguments.of(config, where);
  }

  /** A class's name in a message: on one line, cut where it is long. */
  static String shown(String name) {
    return Failure.line(name, Arguments.LONGEST_VALUE);
  }

  private static boolean isOfKeras(String module) {
    return module.equals("keras") || module.startsWith("keras.");
  }
}
