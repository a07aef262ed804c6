package io.longtape.keras.configs;

import com.fasterxml.jackson.databind.JsonNode;
import io.longtape.layers.Input;
import io.longtape.networks.LayerObserver;
import io.longtape.networks.Trace;
import io.longtape.weights.WeightSpec;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.tensorflow.exceptions.TensorFlowException;
import org.tensorflow.ndarray.Shape;

/** Networks from Keras's JSON. */
final class NetworkReader {

  /** More than networks of these layers have; the time to build one grows with its square. */
  static final int MOST_LAYERS = 500;

  private NetworkReader() {}

  static NetworkConfig read(JsonNode model, Function<String, Optional<List<String>>> vocabularies) {
    KerasObject object = KerasObject.of(model, "the model");
    String where = "the model (%s)".formatted(KerasObject.shown(object.className()));
    Arguments of = object.arguments(where);
    JsonNode entries = of.node("layers");
    if (!entries.isArray() || entries.isEmpty() || entries.size() > MOST_LAYERS) {
      throw Failure.of(
          "%s: 'layers' must be a list of 1 to %d layers".formatted(where, MOST_LAYERS));
    }
    String name = of.has("name") ? of.text("name") : object.className().toLowerCase(Locale.ROOT);
    boolean trainable = of.flag("trainable", true);
    of.ignore("build_input_shape", "input_layers", "output_layers");
    DataType.requireFloat32(of);
    of.requireAllRead();
    LayerReader reader = new LayerReader(vocabularies);
    ReadNetwork read =
        switch (object.className()) {
          case "Sequential" -> SequentialReader.read(object.config(), reader);
          case "Functional", "Model" -> FunctionalReader.read(object.config(), reader);
          default ->
              throw Failure.of(
                  where + ": there is no such model here; there are: Sequential, Functional");
        };
    Set<String> frozen = layersWithWeights(read, where);
    frozen.removeIf(
        layer -> trainable && read.layers().stream().anyMatch(other -> other.isTrained(layer)));
    return new NetworkConfig(name, read.network(), frozen);
  }

  /** An input from the arguments of an {@code InputLayer}. */
  static Input input(Arguments of, String name) {
    of.requireFalse("sparse");
    of.requireFalse("ragged");
    of.requireFalse("optional");
    JsonNode shape = of.has("batch_shape") ? of.node("batch_shape") : of.node("batch_input_shape");
    of.ignore("name", "batch_input_shape");
    Input input = input(of, shape);
    of.requireAllRead();
    return input.withName(name);
  }

  /** An input of a shape {@code [batch, ...]} and the type among the arguments. */
  static Input input(Arguments of, JsonNode batchShape) {
    boolean fits = batchShape.isArray() && !batchShape.isEmpty();
    long[] sizes = new long[batchShape.size()];
    long whole = 1;
    for (int i = 0; fits && i < sizes.length; i++) {
      JsonNode size = batchShape.get(i);
      fits =
          size.isNull() || (size.canConvertToInt() && size.isIntegralNumber() && size.asInt() > 0);
      sizes[i] = size.isNull() ? Shape.UNKNOWN_SIZE : size.asInt();
      whole *= size.isNull() ? 1 : size.asInt();
      fits &= whole <= Integer.MAX_VALUE;
    }
    if (!fits) {
      throw of.wrong(
          of.has("batch_shape") ? "batch_shape" : "batch_input_shape",
          "must be a list of sizes from 1 on, or null for one that is not known");
    }
    Input input = Input.of(DataType.ofInput(of), Arrays.copyOfRange(sizes, 1, sizes.length));
    return sizes[0] == Shape.UNKNOWN_SIZE ? input : input.withBatchSize((int) sizes[0]);
  }

  /** Builds the network once, so that layers that do not fit each other are found here. */
  private static Set<String> layersWithWeights(ReadNetwork read, String where) {
    Set<String> layers = new LinkedHashSet<>();
    StepCount steps = new StepCount();
    ZeroedSteps zeroed = new ZeroedSteps();
    LayerObserver observer =
        (name, call, inputs, outputs) -> {
          read.check().called(name, call, inputs, outputs);
          steps.called(name, call, inputs, outputs);
          zeroed.called(name, call, inputs, outputs);
        };
    try {
      for (WeightSpec weight : Trace.of(read.network(), observer).weights()) {
        layers.add(weight.path().substring(0, weight.path().indexOf('/')));
        long size = 1;
        for (long dim : weight.shape().asArray()) {
          size = Math.multiplyExact(size, dim);
          if (size > Integer.MAX_VALUE) {
            throw Failure.of(
                "%s: the weight '%s' of shape %s is too large"
                    .formatted(where, weight.path(), weight.shape()));
          }
        }
      }
    } catch (IllegalArgumentException
        | IllegalStateException
        | ArithmeticException
        | TensorFlowException e) {
      throw Failure.of(where + ": " + e.getMessage(), e);
    }
    return layers;
  }
}
