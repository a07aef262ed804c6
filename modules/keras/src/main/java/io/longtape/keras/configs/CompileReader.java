package io.longtape.keras.configs;

import com.fasterxml.jackson.databind.JsonNode;
import io.longtape.layers.InputSpec;
import io.longtape.losses.Loss;
import io.longtape.metrics.Metric;
import io.longtape.models.CompileOptions;
import io.longtape.networks.LayeredNetwork;
import io.longtape.networks.Trace;
import io.longtape.weights.Names;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import org.tensorflow.ndarray.Shape;

/** The arguments of Keras's {@code Model.compile}. */
final class CompileReader {

  private final Arguments of;
  private final LayeredNetwork network;
  private final List<String> outputs;

  private CompileReader(Arguments of, LayeredNetwork network) {
    this.of = of;
    this.network = network;
    outputs = network.outputs();
  }

  static Optional<CompileOptions> read(JsonNode config, LayeredNetwork network) {
    Arguments of = Arguments.of(config, "compile_config");
    of.ignore("jit_compile", "steps_per_execution", "auto_scale_loss");
    return new CompileReader(of, network).read();
  }

  private Optional<CompileOptions> read() {
    Map<String, Loss> losses = byOutput("loss", LossReader::read);
    Map<String, Double> weights = byOutput("loss_weights", CompileReader::weight);
    JsonNode metrics = of.node("metrics");
    JsonNode weighted = of.node("weighted_metrics");
    boolean eagerly = of.has("run_eagerly") && of.flag("run_eagerly", false);
    of.requireNull("sample_weight_mode", "from_serialized");
    if (losses.isEmpty()) {
      return Optional.empty();
    }
    if (!of.has("optimizer")) {
      throw of.wrong("optimizer", "one is needed");
    }
    CompileOptions options =
        CompileOptions.of(OptimizerReader.read(of.node("optimizer")), losses)
            .withLossWeights(weights)
            .withRunEagerly(eagerly);
    of.requireAllRead();
    options = withMetrics(options, "metrics", metrics, CompileOptions::withMetrics);
    options =
        withMetrics(options, "weighted_metrics", weighted, CompileOptions::withWeightedMetrics);
    for (String output : outputs) {
      boolean measured =
          !options.metrics(output).isEmpty() || !options.weightedMetrics(output).isEmpty();
      if (options.loss(output).isEmpty() && (measured || weights.containsKey(output))) {
        throw Failure.of(
            "compile_config: the output '%s' has metrics or a loss weight, but no loss; that is not supported"
                .formatted(output));
      }
    }
    return Optional.of(options);
  }

  /** What stands for all outputs, in a list in their order, or by their names. */
  private <V> Map<String, V> byOutput(String argument, BiFunction<JsonNode, String, V> reader) {
    Map<String, V> values = new LinkedHashMap<>();
    JsonNode json = of.node(argument);
    if (json.isArray()) {
      if (json.size() != outputs.size()) {
        throw of.wrong(
            argument, "there must be one for each of %d outputs".formatted(outputs.size()));
      }
      for (int i = 0; i < json.size(); i++) {
        put(values, outputs.get(i), json.get(i), "%s[%d]".formatted(argument, i), reader);
      }
    } else if (json.isObject() && !json.has("class_name")) {
      for (Map.Entry<String, JsonNode> entry : json.properties()) {
        requireOutput(argument, entry.getKey());
        put(values, entry.getKey(), entry.getValue(), inside(argument, entry.getKey()), reader);
      }
    } else {
      outputs.forEach(output -> put(values, output, json, argument, reader));
    }
    return values;
  }

  private static <V> void put(
      Map<String, V> values,
      String output,
      JsonNode json,
      String where,
      BiFunction<JsonNode, String, V> reader) {
    if (!json.isNull() && !json.isMissingNode()) {
      values.put(output, reader.apply(json, where));
    }
  }

  private static double weight(JsonNode json, String where) {
    if (!json.isNumber() || !Double.isFinite(json.asDouble())) {
      throw Failure.of("%s must be a number, but is %s".formatted(where, Arguments.shown(json)));
    }
    return json.asDouble();
  }

  /** Adds metrics to options: those of the output called so. */
  private interface Setting {
    CompileOptions apply(CompileOptions options, String output, Metric... metrics);
  }

  private CompileOptions withMetrics(
      CompileOptions options, String argument, JsonNode json, Setting setting) {
    CompileOptions changed = options;
    boolean nested = outputs.size() > 1;
    if (!json.isNull() && !json.isMissingNode() && !json.isContainerNode()) {
      throw of.wrong(argument, "must be a list or an object");
    }
    if (!nested && !json.isEmpty()) {
      return with(changed, outputs.get(0), json, argument, setting);
    }
    if (json.isArray() && !json.isEmpty() && json.size() != outputs.size()) {
      throw of.wrong(
          argument, "there must be one entry for each of %d outputs".formatted(outputs.size()));
    }
    for (int i = 0; json.isArray() && i < json.size(); i++) {
      changed =
          with(changed, outputs.get(i), json.get(i), "%s[%d]".formatted(argument, i), setting);
    }
    if (json.isObject()) {
      for (Map.Entry<String, JsonNode> entry : json.properties()) {
        requireOutput(argument, entry.getKey());
        String place = inside(argument, entry.getKey());
        changed = with(changed, entry.getKey(), entry.getValue(), place, setting);
      }
    }
    return changed;
  }

  /** The metrics of one output, however they are nested. */
  private CompileOptions with(
      CompileOptions options, String output, JsonNode json, String where, Setting setting) {
    if (json.isNull()) {
      return options;
    }
    CompileOptions changed = options;
    if (json.isArray()) {
      for (int i = 0; i < json.size(); i++) {
        changed = with(changed, output, json.get(i), "%s[%d]".formatted(where, i), setting);
      }
      return changed;
    }
    if (json.isObject() && !json.has("class_name")) {
      for (Map.Entry<String, JsonNode> entry : json.properties()) {
        String place = inside(where, entry.getKey());
        changed = with(changed, output, entry.getValue(), place, setting);
      }
      return changed;
    }
    MetricReader reader = new MetricReader(() -> classes(output));
    return setting.apply(options, output, reader.read(json, where));
  }

  private int classes(String output) {
    InputSpec spec = Trace.of(network).outputs().get(output);
    long classes = spec.shape().numDimensions() == 0 ? 1 : spec.shape().get(-1);
    if (classes == Shape.UNKNOWN_SIZE) {
      throw Failure.of(
          "compile_config: the number of classes of the output '%s' is not known"
              .formatted(output));
    }
    return Math.toIntExact(classes);
  }

  private void requireOutput(String argument, String name) {
    if (!outputs.contains(name)) {
      throw Failure.of(
          "compile_config, argument '%s': %s"
              .formatted(argument, Names.unknown("output", KerasObject.shown(name), outputs)));
    }
  }

  private static String inside(String argument, String name) {
    return argument + "['" + KerasObject.shown(name) + "']";
  }
}
