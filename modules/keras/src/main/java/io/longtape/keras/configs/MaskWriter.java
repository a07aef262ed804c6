package io.longtape.keras.configs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.longtape.config.KerasConfig;
import io.longtape.layers.Concatenate;
import io.longtape.layers.Embedding;
import io.longtape.layers.LayerCall;
import io.longtape.layers.Masking;
import io.longtape.layers.SymbolicTensor;
import io.longtape.networks.LayeredNetwork;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes masks as ops between layers. In Keras they travel by themselves but for one case: a
 * recurrent layer that reads initial states heeds no mask unless it is given one.
 */
final class MaskWriter {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final LayeredNetwork network;
  private final Map<SymbolicTensor, ObjectNode> tensors;
  private final Map<String, ObjectNode> ops = new LinkedHashMap<>();

  /**
   * The masks of one network.
   *
   * @param network the network
   * @param tensors what has been read so far, as Keras writes it
   */
  MaskWriter(LayeredNetwork network, Map<SymbolicTensor, ObjectNode> tensors) {
    this.network = network;
    this.tensors = tensors;
  }

  /** The ops so far, as entries of {@code layers}. */
  Collection<ObjectNode> ops() {
    return ops.values();
  }

  /**
   * The mask that a tensor carries.
   *
   * @param layer the layer that reads it, for the message
   * @param tensor has a mask
   * @return the argument {@code mask}
   * @throws IllegalArgumentException when several masks were joined
   */
  ObjectNode mask(String layer, SymbolicTensor tensor) {
    LayerCall call = tensor.producer();
    String source = network.source(tensor);
    SymbolicTensor read = call.inputs().get(0);
    if (call.layer() instanceof Embedding) {
      return notEqual(source, tensors.get(read), 0);
    }
    if (call.layer() instanceof Masking masking) {
      KerasConfig config = masking.config().orElseThrow();
      double value = ((Number) config.arguments().get("mask_value")).doubleValue();
      ObjectNode differs = notEqual(source, tensors.get(read), value);
      ObjectNode last = JSON.objectNode().put("axis", -1).put("keepdims", false);
      ObjectNode any = op("Any", "any_of_" + source, last, List.of(differs));
      ArrayNode shape = (ArrayNode) any.get("config").get("shape");
      shape.remove(shape.size() - 1);
      return any;
    }
    if (call.layer() instanceof Concatenate) {
      throw new IllegalArgumentException(
          "layer '%s' reads initial states and a sequence whose mask was joined by '%s'; such a mask is not written"
              .formatted(layer, source));
    }
    return mask(layer, read);
  }

  private ObjectNode notEqual(String source, ObjectNode tensor, double value) {
    return op(
        "NotEqual",
        "not_equal_of_" + source,
        JSON.objectNode(),
        List.of(tensor, JSON.numberNode(value)));
  }

  /** An op that reads a tensor, and what it gives. */
  private ObjectNode op(String className, String name, ObjectNode arguments, List<JsonNode> args) {
    ObjectNode entry =
        ConfigWriter.object("keras.src.ops.numpy", className, arguments.put("name", name));
    entry.put("registered_name", className).put("name", name);
    ObjectNode node = entry.putArray("inbound_nodes").addObject();
    node.putArray("args").addAll(args);
    node.putObject("kwargs");
    ops.putIfAbsent(name, entry);
    ObjectNode result = args.get(0).deepCopy();
    ObjectNode tensor = (ObjectNode) result.get("config");
    tensor.put("dtype", "bool").putArray("keras_history").add(name).add(0).add(0);
    return result;
  }
}
