package io.longtape.keras.golden;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.longtape.keras.configs.NetworkConfig;
import java.util.Optional;

/** Networks from the configs of golden cases. */
final class Networks {

  private Networks() {}

  static NetworkConfig of(JsonNode config) {
    return NetworkConfig.read(config, layer -> Optional.empty());
  }

  /** The same network for sequences of any length. */
  static NetworkConfig ofFreeTime(JsonNode config) {
    JsonNode changed = config.deepCopy();
    for (JsonNode layer : changed.get("config").get("layers")) {
      if (layer.get("class_name").asText().equals("InputLayer")) {
        ArrayNode shape = (ArrayNode) layer.get("config").get("batch_shape");
        boolean ids = layer.get("config").path("dtype").asText().equals("int32");
        if (shape.size() > (ids ? 1 : 2)) {
          shape.setNull(1);
        }
      }
    }
    return of(changed);
  }

  /** Whether it holds a layer or an argument that Keras does not have. */
  static boolean isOfLongtape(JsonNode config) {
    String text = config.toString();
    return text.contains("AttentionPooling1D") || text.contains("\"masked\"");
  }
}
