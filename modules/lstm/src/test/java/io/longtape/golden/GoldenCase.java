package io.longtape.golden;

import com.fasterxml.jackson.databind.JsonNode;
import io.longtape.Golden;
import io.longtape.weights.WeightValues;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** A model and what Keras computed with it: one case of src/test/python/layers.py. */
public record GoldenCase(String name, JsonNode config, WeightValues weights, List<Call> calls) {

  /** One call of the model; a stateful one has two. */
  public record Call(
      Map<String, WeightValues.Value> inputs,
      List<WeightValues.Value> outputs,
      List<Optional<WeightValues.Value>> masks,
      WeightValues.Value regularizationLoss,
      Map<String, WeightValues.Value> inputGradients,
      Map<String, WeightValues.Value> gradients,
      List<WeightValues.Value> states) {

    private static Call of(JsonNode node) {
      List<WeightValues.Value> states = new ArrayList<>();
      node.path("states").forEach(layer -> layer.forEach(state -> states.add(Golden.value(state))));
      return new Call(
          named(node.get("inputs")),
          stream(node.get("outputs")).stream().map(Golden::value).toList(),
          stream(node.get("outputMasks")).stream()
              .map(mask -> mask.isNull() ? Optional.<WeightValues.Value>empty() : value(mask))
              .toList(),
          Golden.value(node.get("regularizationLoss")),
          named(node.get("inputGradients")),
          named(node.get("gradients")),
          states);
    }

    private static Optional<WeightValues.Value> value(JsonNode node) {
      return Optional.of(Golden.value(node));
    }
  }

  /** The cases of a file. */
  public static List<GoldenCase> of(String file) {
    return stream(Golden.file(file).get("cases")).stream()
        .map(
            node ->
                new GoldenCase(
                    node.get("name").asText(),
                    node.get("config"),
                    Golden.weights(node.get("weights")),
                    stream(node.get("calls")).stream().map(Call::of).toList()))
        .toList();
  }

  /** Whether states go on from the first call to the second. */
  public boolean stateful() {
    return calls.size() > 1;
  }

  private static List<JsonNode> stream(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).toList();
  }

  private static Map<String, WeightValues.Value> named(JsonNode node) {
    Map<String, WeightValues.Value> values = new LinkedHashMap<>();
    node.properties().forEach(field -> values.put(field.getKey(), Golden.value(field.getValue())));
    return values;
  }
}
