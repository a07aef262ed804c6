package io.longtape.keras;

import com.fasterxml.jackson.databind.JsonNode;
import io.longtape.layers.Input;
import io.longtape.layers.Layer;
import io.longtape.layers.SymbolicTensor;
import io.longtape.networks.Functional;
import io.longtape.networks.LayeredNetwork;
import io.longtape.networks.Sequential;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/** Puts a network together from what Keras's {@code model.get_config()} says. */
final class KerasConfig {

  private record Node(String layer, int index, JsonNode json) {}

  private final JsonNode config;
  private final boolean sequential;
  private final boolean freeTime;

  private KerasConfig(JsonNode model, boolean freeTime) {
    this.config = model.get("config");
    this.sequential = model.get("class_name").asText().equals("Sequential");
    this.freeTime = freeTime;
  }

  /** The network, its layers named as in the config. */
  static LayeredNetwork network(JsonNode model) {
    return new KerasConfig(model, false).network();
  }

  /** The same network for sequences of any length. */
  static LayeredNetwork networkOfFreeTime(JsonNode model) {
    return new KerasConfig(model, true).network();
  }

  /** The paths of layers that are not trained. */
  static List<String> frozen(JsonNode model) {
    return stream(model.get("config").get("layers"))
        .map(layer -> layer.get("config"))
        .filter(layer -> !layer.path("trainable").asBoolean(true))
        .map(layer -> layer.get("name").asText())
        .toList();
  }

  private LayeredNetwork network() {
    Map<String, Input> inputs = new LinkedHashMap<>();
    Map<String, Layer> layers = new LinkedHashMap<>();
    for (JsonNode layer : config.get("layers")) {
      JsonNode arguments = layer.get("config");
      String name = arguments.get("name").asText();
      if (layer.get("class_name").asText().equals("InputLayer")) {
        inputs.put(name, input(arguments).withName(name));
      } else {
        layers.put(name, KerasLayers.layer(layer));
      }
    }
    return sequential
        ? Sequential.of(inputs.values().iterator().next(), List.copyOf(layers.values()))
        : functional(inputs, layers);
  }

  private Input input(JsonNode arguments) {
    JsonNode batchShape = arguments.get("batch_shape");
    boolean ints = arguments.path("dtype").asText().equals("int32");
    long[] dims = new long[batchShape.size() - 1];
    for (int i = 0; i < dims.length; i++) {
      boolean free = i == 0 && freeTime && dims.length > (ints ? 0 : 1);
      JsonNode dim = batchShape.get(i + 1);
      dims[i] = free || dim.isNull() ? Shape.UNKNOWN_SIZE : dim.asLong();
    }
    Input input = Input.of(ints ? TInt32.class : TFloat32.class, dims);
    JsonNode batch = batchShape.get(0);
    return batch.isNull() ? input : input.withBatchSize(batch.asInt());
  }

  private Functional functional(Map<String, Input> inputs, Map<String, Layer> layers) {
    Map<String, SymbolicTensor> known = new HashMap<>();
    inputs.forEach((name, input) -> known.put(name + "/0/0", input));
    Deque<Node> waiting = new ArrayDeque<>();
    for (JsonNode layer : config.get("layers")) {
      JsonNode nodes = layer.get("inbound_nodes");
      for (int i = 0; i < nodes.size(); i++) {
        waiting.add(new Node(layer.get("name").asText(), i, nodes.get(i)));
      }
    }
    while (!waiting.isEmpty()) {
      Node node = waiting.remove();
      List<String> read = new ArrayList<>();
      collect(node.json.get("args"), read);
      collect(node.json.get("kwargs"), read);
      if (!known.keySet().containsAll(read)) {
        waiting.add(node);
        continue;
      }
      List<SymbolicTensor> gave =
          layers
              .get(node.layer)
              .applyAll(read.stream().map(known::get).toArray(SymbolicTensor[]::new));
      for (int i = 0; i < gave.size(); i++) {
        known.put(node.layer + "/" + node.index + "/" + i, gave.get(i));
      }
    }
    return Functional.of(
        stream(config.get("input_layers")).map(end -> inputs.get(end.get(0).asText())).toList(),
        stream(config.get("output_layers")).map(end -> known.get(key(end))).toList());
  }

  /** The tensors that a call reads, however deep in lists they are. */
  private static void collect(JsonNode arguments, List<String> found) {
    if (arguments.has("keras_history")) {
      found.add(key(arguments.get("keras_history")));
    } else {
      arguments.forEach(argument -> collect(argument, found));
    }
  }

  private static String key(JsonNode history) {
    return history.get(0).asText() + "/" + history.get(1).asInt() + "/" + history.get(2).asInt();
  }

  private static Stream<JsonNode> stream(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }
}
