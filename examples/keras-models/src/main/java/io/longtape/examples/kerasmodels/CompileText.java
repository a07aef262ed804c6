package io.longtape.examples.kerasmodels;

import com.fasterxml.jackson.databind.JsonNode;
import io.longtape.keras.KerasModel;
import io.longtape.keras.configs.CompileConfig;
import io.longtape.models.CompileOptions;
import io.longtape.networks.Trace;
import io.longtape.scenario.cli.TextColumns;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** How a model was compiled, in lines of text. */
final class CompileText {

  /** What Keras stores beside them says how fast it trains, not what. */
  private static final List<String> ARGUMENTS =
      List.of("optimizer", "loss", "loss_weights", "metrics", "weighted_metrics", "run_eagerly");

  private CompileText() {}

  static List<String> lines(KerasModel model) {
    Optional<CompileOptions> options = model.compileOptions();
    if (options.isEmpty()) {
      return List.of("Not compiled.");
    }
    List<String> outputs = List.copyOf(Trace.of(model.network()).outputs().keySet());
    List<List<String>> rows = new ArrayList<>();
    JsonNode config = CompileConfig.write(options.get(), outputs);
    for (String argument : ARGUMENTS) {
      if (config.has(argument) && !isUnset(config.get(argument))) {
        rows.add(List.of(argument, text(config.get(argument))));
      }
    }
    List<String> lines = new ArrayList<>(List.of("Compiled with"));
    TextColumns.lines(rows, 2).forEach(line -> lines.add("  " + line));
    model
        .optimizerState()
        .ifPresent(
            state ->
                lines.add(
                    "The optimizer has taken %d steps; its learning rate is %s."
                        .formatted(state.iterations(), (float) state.learningRate())));
    if (!model.frozenLayers().isEmpty()) {
      lines.add(
          "Frozen: " + model.frozenLayers().stream().sorted().collect(Collectors.joining(", ")));
    }
    return lines;
  }

  /** An object of Keras as the call that makes it: {@code Adam(learning_rate=0.01)}. */
  static String text(JsonNode node) {
    if (node.isArray()) {
      return StreamSupport.stream(node.spliterator(), false)
          .map(CompileText::text)
          .collect(Collectors.joining(", "));
    }
    if (node.has("class_name") && node.path("config").isObject()) {
      return node.get("class_name").asText()
          + node.get("config").properties().stream()
              .filter(argument -> !isUnset(argument.getValue()))
              .map(argument -> argument.getKey() + "=" + text(argument.getValue()))
              .collect(Collectors.joining(", ", "(", ")"));
    }
    if (node.isObject()) {
      return node.properties().stream()
          .map(entry -> entry.getKey() + ": " + text(entry.getValue()))
          .collect(Collectors.joining(", "));
    }
    // Keras stores float32 numbers with the digits of float64.
    return node.isDouble() ? String.valueOf(node.floatValue()) : node.asText();
  }

  private static boolean isUnset(JsonNode node) {
    return node.isNull() || (node.isBoolean() && !node.booleanValue());
  }
}
