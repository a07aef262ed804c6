package io.longtape.keras;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.function.BiFunction;
import org.tensorflow.framework.regularizers.L1L2;
import org.tensorflow.framework.regularizers.Regularizer;

/** Regularizers from their Keras configs. */
final class KerasRegularizers {

  private KerasRegularizers() {}

  /** The layer with the regularizer of a weight, if the config has one. */
  static <L> L with(
      L layer, JsonNode config, String weight, BiFunction<L, Regularizer, L> setting) {
    JsonNode json = config.path(weight + "_regularizer");
    if (json.isMissingNode()) {
      return layer;
    }
    JsonNode rates = json.get("config");
    float l1 = (float) rates.path("l1").asDouble(0);
    float l2 = (float) rates.path("l2").asDouble(0);
    return setting.apply(layer, new L1L2(l1, l2));
  }
}
