package io.longtape.keras.configs;

import com.fasterxml.jackson.databind.JsonNode;
import io.longtape.layers.Input;
import io.longtape.networks.LayerObserver;
import io.longtape.networks.Sequential;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A {@code Sequential} from its config. */
final class SequentialReader {

  private SequentialReader() {}

  static ReadNetwork read(JsonNode config, LayerReader reader) {
    List<LayerReader.Placed> layers = new ArrayList<>();
    Optional<Input> input = Optional.empty();
    Set<String> names = new HashSet<>();
    JsonNode entries = config.get("layers");
    for (int i = 0; i < entries.size(); i++) {
      String place = "layers[" + i + "]";
      KerasObject object = KerasObject.of(entries.get(i), place);
      if (object.className().equals("InputLayer")) {
        if (i > 0) {
          throw Failure.of(place + " (InputLayer): only the first layer can be one");
        }
        Arguments of = object.arguments(place + " (InputLayer)");
        input = Optional.of(NetworkReader.input(of, of.text("name")));
        names.add(of.text("name"));
        continue;
      }
      LayerReader.Placed placed = reader.read(object, place);
      if (placed.layer().outputs() != 1) {
        throw Failure.of(
            "%s: gives %d tensors, but in a Sequential a layer gives one"
                .formatted(placed.where(), placed.layer().outputs()));
      }
      if (!names.add(placed.name())) {
        throw Failure.of(placed.where() + ": there are two layers of that name");
      }
      layers.add(placed);
    }
    if (layers.isEmpty()) {
      throw Failure.of("the model (Sequential): has no layer but its input");
    }
    Input first = input.orElseGet(() -> inputOfFirst(config));
    try {
      Sequential network =
          Sequential.of(first, layers.stream().map(LayerReader.Placed::layer).toList());
      return new ReadNetwork(network, List.copyOf(layers), LayerObserver.NONE);
    } catch (IllegalArgumentException e) {
      throw Failure.of("the model (Sequential): " + e.getMessage(), e);
    }
  }

  /** In older files the first layer has the input's shape, or the model has it. */
  private static Input inputOfFirst(JsonNode config) {
    JsonNode first = config.get("layers").get(0);
    Arguments of = Arguments.of(first.get("config"), "layers[0]");
    for (String name : List.of("batch_input_shape", "batch_shape")) {
      if (of.has(name)) {
        return NetworkReader.input(of, of.node(name));
      }
    }
    if (config.path("build_input_shape").isArray()) {
      return NetworkReader.input(of, config.get("build_input_shape"));
    }
    throw Failure.of(
        "the model (Sequential): the shape of its input is not known; build it before it is saved");
  }
}
