package io.longtape.keras;

import com.fasterxml.jackson.databind.JsonNode;
import io.longtape.activations.KerasActivation;
import io.longtape.layers.recurrent.Bidirectional;
import io.longtape.layers.recurrent.GRU;
import io.longtape.layers.recurrent.LSTM;
import io.longtape.layers.recurrent.MergeMode;
import io.longtape.layers.recurrent.Recurrent;
import io.longtape.layers.recurrent.SimpleRNN;
import java.util.Locale;

/** Recurrent layers from their Keras configs. */
final class KerasRecurrent {

  private KerasRecurrent() {}

  static Recurrent<?> layer(String kind, JsonNode config) {
    int units = config.get("units").asInt();
    return switch (kind) {
      case "LSTM" ->
          with(
              LSTM.of(units)
                  .withRecurrentActivation(activation(config, "recurrent_activation"))
                  .withUnitForgetBias(is(config, "unit_forget_bias")),
              config);
      case "GRU" ->
          with(
              GRU.of(units)
                  .withRecurrentActivation(activation(config, "recurrent_activation"))
                  .withResetAfter(is(config, "reset_after")),
              config);
      case "SimpleRNN" -> with(SimpleRNN.of(units), config);
      default -> throw new IllegalArgumentException("no recurrent layer " + kind);
    };
  }

  static Bidirectional bidirectional(JsonNode config) {
    JsonNode merge = config.get("merge_mode");
    return Bidirectional.of(layer(config.get("layer")))
        .withBackwardLayer(layer(config.get("backward_layer")))
        .withMergeMode(
            merge.isNull()
                ? MergeMode.NONE
                : MergeMode.valueOf(merge.asText().toUpperCase(Locale.ROOT)))
        .withName(config.get("name").asText());
  }

  private static Recurrent<?> layer(JsonNode json) {
    return layer(json.get("class_name").asText(), json.get("config"));
  }

  private static <L extends Recurrent<L>> L with(L layer, JsonNode config) {
    L set =
        layer
            .withName(config.get("name").asText())
            .withActivation(activation(config, "activation"))
            .withUseBias(is(config, "use_bias"))
            .withDropout(config.get("dropout").asDouble())
            .withRecurrentDropout(config.get("recurrent_dropout").asDouble())
            .withReturnSequences(is(config, "return_sequences"))
            .withReturnState(is(config, "return_state"))
            .withGoBackwards(is(config, "go_backwards"))
            .withStateful(is(config, "stateful"))
            .withZeroOutputForMask(is(config, "zero_output_for_mask"));
    if (is(config, "unroll")) {
      set = set.withUnroll(true);
    }
    set = KerasRegularizers.with(set, config, "kernel", Recurrent::withKernelRegularizer);
    set = KerasRegularizers.with(set, config, "recurrent", Recurrent::withRecurrentRegularizer);
    return KerasRegularizers.with(set, config, "bias", Recurrent::withBiasRegularizer);
  }

  private static KerasActivation activation(JsonNode config, String argument) {
    return KerasActivation.of(config.get(argument).asText());
  }

  private static boolean is(JsonNode config, String argument) {
    return config.get(argument).asBoolean();
  }
}
