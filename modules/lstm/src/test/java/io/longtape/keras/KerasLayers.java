package io.longtape.keras;

import com.fasterxml.jackson.databind.JsonNode;
import io.longtape.activations.KerasActivation;
import io.longtape.layers.AdditiveAttention;
import io.longtape.layers.AttentionPooling1D;
import io.longtape.layers.Concatenate;
import io.longtape.layers.Dense;
import io.longtape.layers.Dropout;
import io.longtape.layers.Embedding;
import io.longtape.layers.Flatten;
import io.longtape.layers.GlobalAveragePooling1D;
import io.longtape.layers.GlobalMaxPooling1D;
import io.longtape.layers.Layer;
import io.longtape.layers.LayerNormalization;
import io.longtape.layers.Masking;
import io.longtape.layers.RepeatVector;
import io.longtape.layers.TimeDistributed;

/** Layers from their Keras configs. */
final class KerasLayers {

  private KerasLayers() {}

  static Layer layer(JsonNode json) {
    String kind = json.get("class_name").asText();
    JsonNode config = json.get("config");
    String name = config.get("name").asText();
    return switch (kind) {
      case "LSTM", "GRU", "SimpleRNN" -> KerasRecurrent.layer(kind, config);
      case "Bidirectional" -> KerasRecurrent.bidirectional(config);
      case "AdditiveAttention" ->
          AdditiveAttention.of().withUseScale(is(config, "use_scale")).withName(name);
      case "AttentionPooling1D" -> AttentionPooling1D.of(number(config, "units")).withName(name);
      case "Concatenate" -> Concatenate.of(number(config, "axis")).withName(name);
      case "Dense" -> dense(config).withName(name);
      case "Dropout" -> Dropout.of(config.get("rate").asDouble()).withName(name);
      case "Embedding" -> embedding(config).withName(name);
      case "Flatten" -> Flatten.of().withName(name);
      case "GlobalAveragePooling1D" ->
          GlobalAveragePooling1D.of().withKeepdims(is(config, "keepdims")).withName(name);
      case "GlobalMaxPooling1D" ->
          GlobalMaxPooling1D.of()
              .withKeepdims(is(config, "keepdims"))
              .withMasked(config.path("masked").asBoolean(false))
              .withName(name);
      case "LayerNormalization" ->
          LayerNormalization.of()
              .withAxis(number(config, "axis"))
              .withEpsilon(config.get("epsilon").asDouble())
              .withCenter(is(config, "center"))
              .withScale(is(config, "scale"))
              .withName(name);
      case "Masking" -> Masking.of(config.get("mask_value").asDouble()).withName(name);
      case "RepeatVector" -> RepeatVector.of(number(config, "n")).withName(name);
      case "TimeDistributed" -> TimeDistributed.of(layer(config.get("layer"))).withName(name);
      default -> throw new IllegalArgumentException("no layer for " + kind);
    };
  }

  private static Dense dense(JsonNode config) {
    Dense layer =
        Dense.of(number(config, "units"))
            .withActivation(KerasActivation.of(config.get("activation").asText()))
            .withUseBias(is(config, "use_bias"));
    layer = KerasRegularizers.with(layer, config, "kernel", Dense::withKernelRegularizer);
    return KerasRegularizers.with(layer, config, "bias", Dense::withBiasRegularizer);
  }

  private static Embedding embedding(JsonNode config) {
    Embedding layer =
        Embedding.of(number(config, "input_dim"), number(config, "output_dim"))
            .withMaskZero(is(config, "mask_zero"));
    return KerasRegularizers.with(
        layer, config, "embeddings", Embedding::withEmbeddingsRegularizer);
  }

  private static boolean is(JsonNode config, String argument) {
    return config.get(argument).asBoolean();
  }

  private static int number(JsonNode config, String argument) {
    JsonNode value = config.get(argument);
    return (value.isArray() ? value.get(0) : value).asInt();
  }
}
