package io.longtape.keras.configs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.longtape.config.KerasConfig;
import io.longtape.metrics.Metric;
import io.longtape.models.CompileOptions;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Writes options as {@code model.compile_from_config} reads them. */
final class CompileWriter {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private CompileWriter() {}

  static JsonNode write(CompileOptions options, List<String> outputs) {
    ObjectNode config = JSON.objectNode();
    config.set(
        "optimizer",
        part("the optimizer", options.optimizer().kerasName(), options.optimizer().config()));
    config.set("loss", byOutput(outputs, output -> loss(options, output)));
    boolean weighted = outputs.stream().anyMatch(output -> options.lossWeight(output) != 1);
    config.set(
        "loss_weights",
        weighted ? byOutput(outputs, output -> weight(options, output)) : JSON.nullNode());
    config.set("metrics", metrics(outputs, options::metrics));
    config.set("weighted_metrics", metrics(outputs, options::weightedMetrics));
    config.put("run_eagerly", options.runEagerly());
    return config.put("steps_per_execution", 1).put("jit_compile", false);
  }

  private static JsonNode loss(CompileOptions options, String output) {
    return options
        .loss(output)
        .map(loss -> part("the loss", loss.kerasName(), loss.config()))
        .orElse(JSON.nullNode());
  }

  /** Keras wants as many weights as losses. */
  private static JsonNode weight(CompileOptions options, String output) {
    return options.loss(output).isPresent()
        ? JSON.numberNode(options.lossWeight(output))
        : JSON.nullNode();
  }

  /** By itself for one output, else by the outputs' names. */
  private static JsonNode byOutput(List<String> outputs, Function<String, JsonNode> value) {
    if (outputs.size() == 1) {
      return value.apply(outputs.get(0));
    }
    ObjectNode values = JSON.objectNode();
    outputs.forEach(output -> values.set(output, value.apply(output)));
    return values;
  }

  private static JsonNode metrics(List<String> outputs, Function<String, List<Metric>> ofOutput) {
    if (outputs.stream().allMatch(output -> ofOutput.apply(output).isEmpty())) {
      return JSON.nullNode();
    }
    return byOutput(
        outputs,
        output -> {
          ArrayNode all = JSON.arrayNode();
          for (Metric metric : ofOutput.apply(output)) {
            all.add(part("the metric", metric.kerasName(), metric.config()));
          }
          return all;
        });
  }

  private static JsonNode part(String what, String name, Optional<KerasConfig> config) {
    return ConfigWriter.write(
        config.orElseThrow(
            () ->
                new IllegalArgumentException(
                    "%s '%s' has no equal in Keras, or a part of it has none"
                        .formatted(what, name))));
  }
}
