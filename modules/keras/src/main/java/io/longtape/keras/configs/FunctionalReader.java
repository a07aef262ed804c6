package io.longtape.keras.configs;

import com.fasterxml.jackson.databind.JsonNode;
import io.longtape.layers.Input;
import io.longtape.layers.LayerCall;
import io.longtape.layers.MaskedTensor;
import io.longtape.layers.SymbolicTensor;
import io.longtape.networks.Functional;
import io.longtape.serving.ModelException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A {@code Functional} from its config. */
final class FunctionalReader {

  private static final String MODEL = "the model (Functional)";

  private final JsonNode config;
  private final LayerReader reader;
  private final Map<String, JsonNode> entries = new LinkedHashMap<>();
  private final Map<String, LayerReader.Placed> layers = new LinkedHashMap<>();
  private final Map<Reference, SymbolicTensor> known = new HashMap<>();
  private final Map<LayerCall, String> withoutMask = new HashMap<>();
  private final Deque<Call> calls = new ArrayDeque<>();

  private record Call(LayerReader.Placed layer, int index, Inbound inbound) {}

  private FunctionalReader(JsonNode config, LayerReader reader) {
    this.config = config;
    this.reader = reader;
  }

  static ReadNetwork read(JsonNode config, LayerReader reader) {
    FunctionalReader functional = new FunctionalReader(config, reader);
    functional.readLayers();
    functional.connect();
    return new ReadNetwork(
        functional.network(), List.copyOf(functional.layers.values()), functional::requireNoMask);
  }

  private void readLayers() {
    JsonNode list = config.get("layers");
    for (int i = 0; i < list.size(); i++) {
      String place = "layers[" + i + "]";
      JsonNode entry = list.get(i);
      KerasObject object = KerasObject.of(entry, place);
      String where = "%s (%s)".formatted(place, KerasObject.shown(object.className()));
      if (MaskCheck.isOp(object)) {
        add(entry.path("name").asText(), entry, where);
        continue;
      }
      Arguments of = object.arguments(where);
      String name = of.text("name");
      if (!entry.path("name").asText(name).equals(name)) {
        throw Failure.of(where + ": has two names, " + Arguments.shown(entry.get("name")));
      }
      add(name, entry, where);
      if (object.className().equals("InputLayer")) {
        known.put(new Reference(name, 0, 0), NetworkReader.input(of, name));
      } else {
        LayerReader.Placed placed = reader.read(object, place);
        layers.put(name, placed);
        readCalls(placed, object.className(), entry.path("inbound_nodes"));
      }
    }
  }

  private void add(String name, JsonNode entry, String where) {
    if (entries.put(name, entry) != null) {
      throw Failure.of(
          "%s: there are two layers named '%s'".formatted(where, KerasObject.shown(name)));
    }
  }

  private void readCalls(LayerReader.Placed layer, String kind, JsonNode nodes) {
    if (!nodes.isArray() || nodes.isEmpty()) {
      throw Failure.of(layer.where() + ": nothing leads to it; inbound_nodes has no call");
    }
    for (int i = 0; i < nodes.size(); i++) {
      calls.add(new Call(layer, i, Inbound.of(nodes.get(i), kind, layer.where())));
    }
    if (calls.size() > NetworkReader.MOST_LAYERS) {
      throw Failure.of(
          "%s: layers are called more than %d times".formatted(MODEL, NetworkReader.MOST_LAYERS));
    }
  }

  /** Makes calls as long as there is one whose tensors are all known. */
  private void connect() {
    MaskCheck masks = new MaskCheck(entries);
    int waited = 0;
    while (!calls.isEmpty()) {
      Call call = calls.remove();
      List<Reference> reads = call.inbound.reads();
      if (!known.keySet().containsAll(reads)) {
        if (++waited > calls.size()) {
          throw unconnected(call);
        }
        calls.add(call);
        continue;
      }
      waited = 0;
      for (Reference mask : call.inbound.masks()) {
        if (reads.stream().noneMatch(read -> masks.fits(mask, read))) {
          throw Failure.of(
              "%s: has the mask %s, made by hand; only masks of Embedding and Masking are supported"
                  .formatted(call.layer.where(), mask));
        }
      }
      SymbolicTensor[] given = reads.stream().map(known::get).toArray(SymbolicTensor[]::new);
      List<SymbolicTensor> gave = call.layer.layer().applyAll(given);
      if (call.inbound.states() && call.inbound.masks().isEmpty()) {
        withoutMask.put(gave.get(0).producer(), call.layer.where());
      }
      for (int i = 0; i < gave.size(); i++) {
        known.put(new Reference(call.layer.name(), call.index, i), gave.get(i));
      }
    }
  }

  /** Keras gives a recurrent layer no mask by itself where it reads initial states. */
  private void requireNoMask(
      String name, LayerCall call, List<MaskedTensor> inputs, List<MaskedTensor> outputs) {
    if (withoutMask.containsKey(call) && inputs.get(0).mask().isPresent()) {
      throw Failure.of(
          withoutMask.get(call)
              + ": reads initial states and a sequence with a mask, which Keras ignores there; call"
              + " it with the argument mask");
    }
  }

  private ModelException unconnected(Call call) {
    Reference lost =
        call.inbound.reads().stream()
            .filter(read -> !known.containsKey(read))
            .findFirst()
            .orElseThrow();
    JsonNode source = entries.get(lost.layer());
    String rule =
        source == null
            ? "there is no such layer"
            : layers.containsKey(lost.layer())
                ? "which is not there or needs this layer itself"
                : "which comes from an op between layers or does not exist";
    return Failure.of("%s: reads %s; %s".formatted(call.layer.where(), lost, rule));
  }

  private Functional network() {
    List<Input> inputs = new ArrayList<>();
    for (Reference end : Reference.all(config.path("input_layers"), MODEL + ", input_layers")) {
      if (known.get(end) instanceof Input input) {
        inputs.add(input);
      } else {
        throw Failure.of("%s: its input %s is no InputLayer".formatted(MODEL, end));
      }
    }
    List<SymbolicTensor> outputs = new ArrayList<>();
    for (Reference end : Reference.all(config.path("output_layers"), MODEL + ", output_layers")) {
      SymbolicTensor output = known.get(end);
      if (output == null) {
        throw Failure.of("%s: nothing gives its output %s".formatted(MODEL, end));
      }
      outputs.add(output);
    }
    try {
      return Functional.of(inputs, outputs);
    } catch (IllegalArgumentException e) {
      throw Failure.of(MODEL + ": " + e.getMessage(), e);
    }
  }
}
