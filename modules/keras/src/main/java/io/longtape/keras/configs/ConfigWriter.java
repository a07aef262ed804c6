package io.longtape.keras.configs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.longtape.config.KerasConfig;
import java.util.Collection;
import java.util.Map;

/** Configs as {@code keras.saving.serialize_keras_object} writes them. */
final class ConfigWriter {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final String LAYERS = "keras.layers";

  private final boolean trainable;

  private ConfigWriter(boolean trainable) {
    this.trainable = trainable;
  }

  static JsonNode write(KerasConfig config) {
    return new ConfigWriter(true).value(config);
  }

  /** A layer, with what all layers of a model have: all inside of it is trained or not. */
  static ObjectNode layer(KerasConfig config, boolean trainable) {
    return new ConfigWriter(trainable).object(config);
  }

  /** What layers of this library compute with. */
  static ObjectNode float32() {
    return object("keras", "DTypePolicy", JSON.objectNode().put("name", "float32"));
  }

  static ObjectNode object(String module, String className, JsonNode arguments) {
    ObjectNode object = JSON.objectNode();
    object.put("module", module);
    object.put("class_name", className);
    object.set("config", arguments);
    object.putNull("registered_name");
    return object;
  }

  private ObjectNode object(KerasConfig config) {
    ObjectNode arguments = JSON.objectNode();
    if (config.module().equals(LAYERS)) {
      arguments.set("name", value(config.arguments().get("name")));
      arguments.put("trainable", trainable);
      arguments.set("dtype", float32());
    }
    config.arguments().forEach((name, argument) -> arguments.set(name, value(argument)));
    return object(config.module(), config.className(), arguments);
  }

  private JsonNode value(Object value) {
    if (value instanceof KerasConfig config) {
      return config.module().isEmpty() ? JSON.textNode(config.className()) : object(config);
    }
    if (value instanceof Collection<?> values) {
      ArrayNode array = JSON.arrayNode();
      values.forEach(entry -> array.add(value(entry)));
      return array;
    }
    if (value instanceof Map<?, ?> values) {
      ObjectNode object = JSON.objectNode();
      values.forEach((name, entry) -> object.set(String.valueOf(name), value(entry)));
      return object;
    }
    return plain(value);
  }

  private static JsonNode plain(Object value) {
    if (value == null) {
      return JSON.nullNode();
    }
    if (value instanceof Boolean truth) {
      return JSON.booleanNode(truth);
    }
    if (value instanceof Integer || value instanceof Long) {
      return JSON.numberNode(((Number) value).longValue());
    }
    if (value instanceof Number number) {
      return JSON.numberNode(number.doubleValue());
    }
    if (value instanceof String text) {
      return JSON.textNode(text);
    }
    throw new IllegalArgumentException(
        "a config holds a " + value.getClass().getSimpleName() + ", which JSON has no form for");
  }
}
