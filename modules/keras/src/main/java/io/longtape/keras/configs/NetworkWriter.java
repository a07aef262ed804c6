package io.longtape.keras.configs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.longtape.config.KerasConfig;
import io.longtape.layers.AdditiveAttention;
import io.longtape.layers.Concatenate;
import io.longtape.layers.InputSpec;
import io.longtape.layers.Layer;
import io.longtape.layers.LayerCall;
import io.longtape.layers.MaskedTensor;
import io.longtape.layers.SymbolicTensor;
import io.longtape.networks.LayeredNetwork;
import io.longtape.networks.Sequential;
import io.longtape.networks.Trace;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tensorflow.ndarray.Shape;

/** Writes a network as {@code keras.models.model_from_json} reads it. */
final class NetworkWriter {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final NetworkConfig config;
  private final LayeredNetwork network;
  private final Map<LayerCall, Integer> indices = new HashMap<>();
  private final Map<String, ArrayNode> nodes = new LinkedHashMap<>();
  private final Map<SymbolicTensor, ObjectNode> tensors = new HashMap<>();
  private final MaskWriter masks;

  private NetworkWriter(NetworkConfig config) {
    this.config = config;
    this.network = config.network();
    this.masks = new MaskWriter(network, tensors);
  }

  static JsonNode write(NetworkConfig config) {
    NetworkWriter writer = new NetworkWriter(config);
    return config.network() instanceof Sequential ? writer.sequential() : writer.functional();
  }

  private ObjectNode sequential() {
    Map.Entry<String, InputSpec> input = network.inputs().entrySet().iterator().next();
    ObjectNode arguments = JSON.objectNode().put("name", config.name()).put("trainable", true);
    arguments.set("dtype", ConfigWriter.float32());
    ArrayNode layers = arguments.putArray("layers");
    layers.add(input(input.getKey(), input.getValue()));
    network.layers().forEach((name, layer) -> layers.add(layer(name, layer)));
    arguments.set("build_input_shape", sizes(input.getValue().batchShape()));
    ObjectNode model = ConfigWriter.object("keras", "Sequential", arguments);
    model.putObject("build_config").set("input_shape", sizes(input.getValue().batchShape()));
    return model;
  }

  private ObjectNode functional() {
    network.layers().keySet().forEach(name -> nodes.put(name, JSON.arrayNode()));
    Trace.of(network, this::addNode);
    ObjectNode arguments = JSON.objectNode().put("name", config.name()).put("trainable", true);
    ArrayNode layers = arguments.putArray("layers");
    Map<String, Layer> named = network.layers();
    ReservedNames.addTo(layers, network.operations());
    layers.addAll(masks.ops());
    for (String name : network.operations()) {
      boolean isLayer = named.containsKey(name);
      ObjectNode entry =
          isLayer ? layer(name, named.get(name)) : input(name, network.inputs().get(name));
      entry.put("name", name);
      entry.set("inbound_nodes", isLayer ? nodes.get(name) : JSON.arrayNode());
      layers.add(entry);
    }
    List<JsonNode> inputs = new ArrayList<>();
    network.inputs().keySet().forEach(name -> inputs.add(history(name, 0, 0)));
    List<JsonNode> outputs = new ArrayList<>();
    network.outputTensors().values().forEach(output -> outputs.add(history(output)));
    arguments.set("input_layers", oneOrAll(inputs));
    arguments.set("output_layers", oneOrAll(outputs));
    return ConfigWriter.object("keras.src.models.functional", "Functional", arguments)
        .put("registered_name", "Functional");
  }

  private ObjectNode layer(String name, Layer layer) {
    KerasConfig arguments =
        layer
            .config()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "layer '%s' (%s) has no equal in Keras, or a part of it has none"
                            .formatted(name, layer.getClass().getSimpleName())));
    return ConfigWriter.layer(arguments.with("name", name), !config.frozen().contains(name));
  }

  private static ObjectNode input(String name, InputSpec spec) {
    ObjectNode arguments = JSON.objectNode();
    arguments.set("batch_shape", sizes(spec.batchShape()));
    arguments.put("dtype", DataType.kerasName(spec.type()));
    arguments.put("sparse", false).put("ragged", false);
    arguments.put("name", name).put("optional", false);
    return ConfigWriter.object("keras.layers", "InputLayer", arguments);
  }

  private void addNode(
      String name, LayerCall call, List<MaskedTensor> inputs, List<MaskedTensor> outputs) {
    ArrayNode calls = nodes.get(name);
    indices.put(call, calls.size());
    List<ObjectNode> read = new ArrayList<>();
    for (int i = 0; i < inputs.size(); i++) {
      ObjectNode tensor = tensor(call.inputs().get(i), inputs.get(i));
      tensors.put(call.inputs().get(i), tensor);
      read.add(tensor);
    }
    boolean list = call.layer() instanceof Concatenate || call.layer() instanceof AdditiveAttention;
    ObjectNode node = calls.addObject();
    ArrayNode args = node.putArray("args");
    ObjectNode kwargs = node.putObject("kwargs");
    if (list) {
      args.addArray().addAll(read);
      return;
    }
    args.add(read.get(0));
    if (read.size() > 1) {
      kwargs.putArray("initial_state").addAll(read.subList(1, read.size()));
      if (inputs.get(0).mask().isPresent()) {
        kwargs.set("mask", masks.mask(name, call.inputs().get(0)));
      }
    }
  }

  private ObjectNode tensor(SymbolicTensor symbol, MaskedTensor value) {
    ObjectNode arguments = JSON.objectNode();
    arguments.set("shape", sizes(value.tensor().shape()));
    arguments.put("dtype", DataType.kerasName(value.tensor().asOutput().type()));
    arguments.set("keras_history", history(symbol));
    ObjectNode tensor = JSON.objectNode().put("class_name", "__keras_tensor__");
    tensor.set("config", arguments);
    return tensor;
  }

  private ArrayNode history(SymbolicTensor tensor) {
    int node = Optional.ofNullable(tensor.producer()).map(indices::get).orElse(0);
    return history(network.source(tensor), node, tensor.index());
  }

  private static ArrayNode history(String layer, int node, int tensor) {
    return JSON.arrayNode().add(layer).add(node).add(tensor);
  }

  private static JsonNode oneOrAll(List<JsonNode> ends) {
    return ends.size() == 1 ? ends.get(0) : JSON.arrayNode().addAll(ends);
  }

  private static ArrayNode sizes(Shape shape) {
    ArrayNode sizes = JSON.arrayNode();
    for (long size : shape.asArray()) {
      if (size == Shape.UNKNOWN_SIZE) {
        sizes.addNull();
      } else {
        sizes.add(size);
      }
    }
    return sizes;
  }
}
