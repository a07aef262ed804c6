package io.longtape.examples.kerasmodels;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.longtape.data.DataException;
import io.longtape.serving.Servable;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.tensorflow.ndarray.NdArray;

/**
 * The JSON of TensorFlow Serving's predict API: {@code {"instances": [...]}}, an example after the
 * other, or {@code {"inputs": ...}}, whole arrays. {@code signature_name} may stand beside.
 */
final class JsonRequest {

  private static final String INSTANCES = "instances";
  private static final String INPUTS = "inputs";
  private static final String SIGNATURE = "signature_name";

  private final Path file;
  private final Set<String> names;

  private JsonRequest(Path file, Set<String> names) {
    this.file = file;
    this.names = new TreeSet<>(names);
  }

  /** The signature that the file asks for, or the one that is meant where none is named. */
  static String signature(Path file) {
    JsonNode name = InputFiles.json(file).get(SIGNATURE);
    if (name != null && !name.isTextual()) {
      throw new DataException("%s: %s is not a string".formatted(file, SIGNATURE));
    }
    return name == null ? Servable.SIGNATURE : name.textValue();
  }

  static Request read(Path file, Set<String> names) {
    JsonNode json = InputFiles.json(file);
    for (Map.Entry<String, JsonNode> field : json.properties()) {
      if (!Set.of(INSTANCES, INPUTS, SIGNATURE).contains(field.getKey())) {
        throw new DataException(
            "%s has '%s'; expected %s or %s, and %s where one is chosen"
                .formatted(file, field.getKey(), INSTANCES, INPUTS, SIGNATURE));
      }
    }
    if (json.has(INSTANCES) == json.has(INPUTS)) {
      throw new DataException("%s must have either %s or %s".formatted(file, INSTANCES, INPUTS));
    }
    JsonRequest request = new JsonRequest(file, names);
    return json.has(INSTANCES)
        ? request.rows(json.get(INSTANCES))
        : request.columns(json.get(INPUTS));
  }

  private Request rows(JsonNode instances) {
    if (!instances.isArray() || instances.isEmpty()) {
      throw new DataException("%s: %s must be an array of examples".formatted(file, INSTANCES));
    }
    Map<String, ArrayNode> columns = new LinkedHashMap<>();
    for (int i = 0; i < instances.size(); i++) {
      named(INSTANCES + "[" + i + "]", instances.get(i))
          .forEach(
              (name, value) ->
                  columns
                      .computeIfAbsent(name, key -> JsonNodeFactory.instance.arrayNode())
                      .add(value));
    }
    return new Request(arrays(INSTANCES, columns), true);
  }

  private Request columns(JsonNode inputs) {
    return new Request(arrays(INPUTS, named(INPUTS, inputs)), false);
  }

  /** Values by input: an object names them, anything else is the value of the only input. */
  private Map<String, JsonNode> named(String where, JsonNode node) {
    Map<String, JsonNode> values = new LinkedHashMap<>();
    if (node.isObject()) {
      node.properties().forEach(field -> values.put(field.getKey(), field.getValue()));
    } else if (names.size() == 1) {
      values.put(names.iterator().next(), node);
    }
    if (!values.keySet().equals(names)) {
      throw new DataException(
          "%s: %s has %s; the signature reads: %s"
              .formatted(
                  file,
                  where,
                  node.isObject() ? new TreeSet<>(values.keySet()) : "values without names",
                  String.join(", ", names)));
    }
    return values;
  }

  private Map<String, NdArray<?>> arrays(String kind, Map<String, ? extends JsonNode> values) {
    Map<String, NdArray<?>> arrays = new LinkedHashMap<>();
    values.forEach(
        (name, value) ->
            arrays.put(
                name, JsonArrays.read("%s: %s of '%s', ".formatted(file, kind, name), value)));
    return arrays;
  }
}
