package io.longtape.keras.configs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Tells a mask that travels by itself from one that was made by hand. Keras 3 writes both down as
 * ops between layers; here masks travel with their tensors, so the ops are left out.
 */
final class MaskCheck {

  /** Ops that Keras puts between layers where masks arise and are joined. */
  private static final Set<String> OPS =
      Set.of(
          "NotEqual",
          "Any",
          "All",
          "ConvertToTensor",
          "ExpandDims",
          "ZerosLike",
          "OnesLike",
          "LogicalOr",
          "LogicalAnd",
          "Concatenate",
          "BroadcastTo",
          "Cast");

  private static final int MOST_STEPS = 100_000;

  private final Map<String, JsonNode> layers;
  private int steps;

  /**
   * The check of one network.
   *
   * @param layers the entries of {@code layers}, ops among them, by name
   */
  MaskCheck(Map<String, JsonNode> layers) {
    this.layers = layers;
  }

  /** Whether it may be an op of a mask; a layer of the same class is none. */
  static boolean isOp(KerasObject object) {
    boolean known = OPS.contains(object.className());
    boolean unsaid = object.module().isEmpty() && !object.className().equals("Concatenate");
    return known && (object.isOp() || unsaid);
  }

  /** Whether a tensor has just this mask by itself. */
  boolean fits(Reference mask, Reference tensor) {
    JsonNode layer = layers.get(tensor.layer());
    if (layer == null || ++steps > MOST_STEPS) {
      return false;
    }
    JsonNode config = layer.path("config");
    List<Reference> reads = reads(tensor);
    if (reads.isEmpty()) {
      return false;
    }
    return switch (layer.path("class_name").asText()) {
      case "Embedding" -> config.path("mask_zero").asBoolean() && isNotEqual(mask, reads.get(0), 0);
      case "Masking" -> isAnyNotEqual(mask, reads.get(0), config.path("mask_value").asDouble());
      case "LSTM", "GRU", "SimpleRNN" ->
          tensor.tensor() == 0
              && config.path("return_sequences").asBoolean()
              && fits(mask, reads.get(0));
      case "Bidirectional" ->
          config.path("layer").path("config").path("return_sequences").asBoolean()
              && fits(mask, reads.get(0));
      case "Dense", "Dropout", "LayerNormalization", "Activation", "Normalization" ->
          fits(mask, reads.get(0));
      case "TimeDistributed" -> fits(mask, reads.get(0));
      case "AdditiveAttention" ->
          fits(mask, reads.get(0))
              || (isOp(mask, "ConvertToTensor") && fits(reads(mask).get(0), reads.get(0)));
      case "Concatenate" -> isJoined(mask, reads);
      default -> false;
    };
  }

  private boolean isAnyNotEqual(Reference mask, Reference tensor, double value) {
    JsonNode config = layers.getOrDefault(mask.layer(), missing()).path("config");
    return isOp(mask, "Any")
        && config.path("axis").asInt() == -1
        && !config.path("keepdims").asBoolean()
        && isNotEqual(reads(mask).get(0), tensor, value);
  }

  private boolean isNotEqual(Reference mask, Reference tensor, double value) {
    if (!isOp(mask, "NotEqual")) {
      return false;
    }
    JsonNode args = layers.get(mask.layer()).path("inbound_nodes").path(mask.node()).path("args");
    return reads(mask).equals(List.of(tensor))
        && args.path(1).isNumber()
        && args.path(1).asDouble() == value;
  }

  /** What a Concatenate makes of the masks of its inputs, some of which may have none. */
  private boolean isJoined(Reference mask, List<Reference> tensors) {
    if (++steps > MOST_STEPS) {
      return false;
    }
    if (tensors.stream().anyMatch(tensor -> fits(mask, tensor))) {
      return true;
    }
    List<Reference> reads = reads(mask);
    if (isOp(mask, "ZerosLike") || isOp(mask, "OnesLike")) {
      return tensors.containsAll(reads);
    }
    JsonNode op = layers.getOrDefault(mask.layer(), missing());
    return op.path("module").asText().startsWith("keras.src.ops.")
        && OPS.contains(op.path("class_name").asText())
        && !isOp(mask, "NotEqual")
        && !reads.isEmpty()
        && reads.stream().allMatch(read -> isJoined(read, tensors));
  }

  private boolean isOp(Reference mask, String kind) {
    JsonNode op = layers.getOrDefault(mask.layer(), missing());
    return op.path("class_name").asText().equals(kind) && !reads(mask).isEmpty();
  }

  /** The tensors that a call reads, without numbers among its arguments. */
  private List<Reference> reads(Reference given) {
    JsonNode node =
        layers
            .getOrDefault(given.layer(), missing())
            .path("inbound_nodes")
            .path(given.node())
            .path("args");
    return node.findValues("keras_history").stream()
        .filter(history -> Reference.isOne(history) && history.size() == 3)
        .map(history -> Reference.of(history, given.layer()))
        .toList();
  }

  private static JsonNode missing() {
    return MissingNode.getInstance();
  }
}
