package io.longtape.keras.configs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A case of src/test/python. */
record Fixture(JsonNode json) {

  static List<Fixture> all(String file) {
    List<Fixture> all = new ArrayList<>();
    read(file).get("cases").forEach(json -> all.add(new Fixture(json)));
    return all;
  }

  static JsonNode read(String file) {
    try (InputStream in = Fixture.class.getResourceAsStream(file)) {
      return new ObjectMapper().readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The shapes by path, without the model's own name before it. */
  Map<String, List<Long>> weights() {
    Map<String, List<Long>> shapes = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> weight : json.get("weights").properties()) {
      List<Long> shape = new ArrayList<>();
      weight.getValue().forEach(size -> shape.add(size.asLong()));
      shapes.put(weight.getKey().replaceFirst("^sequential/", ""), shape);
    }
    return shapes;
  }

  /** The names, those of a layer that comes again numbered. */
  List<String> outputs() {
    List<String> names = new ArrayList<>();
    for (JsonNode output : json.get("outputs")) {
      String layer = output.get("layer").asText();
      names.add(names.contains(layer) ? layer + "_1" : layer);
    }
    return names;
  }

  Set<String> frozen() {
    Set<String> names = new HashSet<>();
    json.get("frozen").forEach(name -> names.add(name.asText()));
    return names;
  }

  @Override
  public String toString() {
    return json.get("name").asText();
  }
}
