package io.longtape.keras.configs;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What one call of a layer reads, an entry of Keras's {@code inbound_nodes}.
 *
 * @param reads the tensors, a recurrent layer's initial states last
 * @param masks the masks that were given with them, if any
 * @param states whether initial states are among the tensors
 */
record Inbound(List<Reference> reads, List<Reference> masks, boolean states) {

  private static final Set<String> RECURRENT = Set.of("LSTM", "GRU", "SimpleRNN", "Bidirectional");
  private static final Set<String> FIRST = Set.of("inputs", "sequences", "sequence");
  private static final String STATES = "initial_state";

  /**
   * Reads a call.
   *
   * @param json an object of Keras 3, or a list of older files
   * @param kind the class of the layer that is called
   * @param where the layer, for messages
   */
  static Inbound of(JsonNode json, String kind, String where) {
    List<Reference> reads = new ArrayList<>();
    List<Reference> masks = new ArrayList<>();
    boolean recurrent = RECURRENT.contains(kind);
    if (json.isArray()) {
      if (Reference.isOne(json)) {
        legacy(json, recurrent, where, reads);
      } else {
        json.forEach(entry -> legacy(entry, recurrent, where, reads));
      }
    } else if (json.path("args").isArray() && json.path("kwargs").isObject()) {
      call(json, recurrent, where, reads, masks);
    } else {
      throw Failure.of(
          "%s: a call must have args and kwargs, but is %s"
              .formatted(where, Arguments.shown(json)));
    }
    if (reads.isEmpty()) {
      throw Failure.of(where + ": reads no tensor");
    }
    return new Inbound(List.copyOf(reads), List.copyOf(masks), recurrent && reads.size() > 1);
  }

  private static void call(
      JsonNode json,
      boolean recurrent,
      String where,
      List<Reference> reads,
      List<Reference> masks) {
    JsonNode args = json.get("args");
    JsonNode kwargs = json.get("kwargs");
    for (int i = 0; i < args.size(); i++) {
      if (i == 0 || (i == 1 && recurrent && !args.get(1).isNull())) {
        tensors(args.get(i), where, reads);
      } else {
        requireOff("argument " + i, args.get(i), where);
      }
    }
    FIRST.stream().map(kwargs::get).forEach(given -> tensorsIfAny(given, where, reads));
    tensorsIfAny(recurrent ? kwargs.get(STATES) : null, where, reads);
    tensorsIfAny(kwargs.get("mask"), where, masks);
    kwargs
        .properties()
        .forEach(
            entry -> {
              String name = entry.getKey();
              boolean read = FIRST.contains(name) || name.equals("mask");
              if (!read && !(recurrent && name.equals(STATES))) {
                requireOff("argument '" + KerasObject.shown(name) + "'", entry.getValue(), where);
              }
            });
  }

  /** {@code [layer, node, tensor, kwargs]}. */
  private static void legacy(
      JsonNode json, boolean recurrent, String where, List<Reference> reads) {
    reads.add(Reference.of(json, where));
    json.path(3)
        .properties()
        .forEach(
            entry -> {
              if (recurrent && entry.getKey().equals(STATES) && entry.getValue().isArray()) {
                reads.addAll(Reference.all(entry.getValue(), where));
              } else {
                String name = "argument '" + KerasObject.shown(entry.getKey()) + "'";
                requireOff(name, entry.getValue(), where);
              }
            });
  }

  private static void requireOff(String name, JsonNode value, String where) {
    if (!value.isNull() && !(value.isBoolean() && !value.asBoolean())) {
      throw Failure.of(
          "%s: is called with %s = %s, which is not supported"
              .formatted(where, name, Arguments.shown(value)));
    }
  }

  private static void tensorsIfAny(JsonNode json, String where, List<Reference> found) {
    if (json != null && !json.isNull()) {
      tensors(json, where, found);
    }
  }

  private static void tensors(JsonNode json, String where, List<Reference> found) {
    if (json.isArray()) {
      json.forEach(entry -> tensorsIfAny(entry, where, found));
    } else if (json.path("class_name").asText().equals("__keras_tensor__")) {
      found.add(Reference.of(json.path("config").path("keras_history"), where));
    } else {
      throw Failure.of(
          "%s: reads %s, which is not a tensor of the network"
              .formatted(where, Arguments.shown(json)));
    }
  }
}
