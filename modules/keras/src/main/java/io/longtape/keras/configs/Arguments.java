package io.longtape.keras.configs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.longtape.serving.ModelException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/**
 * The arguments of one Keras object. Each is asked for by its name; {@link #requireAllRead} refuses
 * those that nobody asked for.
 */
final class Arguments {

  /** What stands for null among the names of choices. */
  static final String NULL = "null";

  /** Four gates of this size are still an int. */
  private static final int MOST_UNITS = 1 << 27;

  static final int LONGEST_VALUE = 60;

  private final JsonNode json;
  private final String where;
  private final Set<String> read = new HashSet<>();

  private Arguments(JsonNode json, String where) {
    this.json = json;
    this.where = where;
  }

  /**
   * The arguments in a config.
   *
   * @param json what {@code get_config} gives
   * @param where whose they are, for messages, such as {@code layer 'lstm' (layers[1], LSTM)}
   */
  static Arguments of(JsonNode json, String where) {
    if (json == null || !json.isObject()) {
      throw Failure.of(where + ": 'config' must be an object, but is " + shown(json));
    }
    return new Arguments(json, where);
  }

  String where() {
    return where;
  }

  /** The value of an argument; missing where it is not given. */
  JsonNode node(String name) {
    read.add(name);
    JsonNode value = json.get(name);
    return value == null ? MissingNode.getInstance() : value;
  }

  /** Whether an argument is given and not null. */
  boolean has(String name) {
    JsonNode value = node(name);
    return !value.isMissingNode() && !value.isNull();
  }

  /** A whole number from 1 to the most units that a layer may have. */
  int units(String name) {
    return (int) whole(name, 1, MOST_UNITS);
  }

  /** A whole number from 1 on. */
  int positive(String name) {
    return (int) whole(name, 1, Integer.MAX_VALUE);
  }

  /** A whole number between two others. */
  long whole(String name, long least, long most) {
    JsonNode value = node(name);
    if (!value.isIntegralNumber()
        || !value.canConvertToLong()
        || value.asLong() < least
        || value.asLong() > most) {
      throw wrong(name, "must be a whole number from %d to %d".formatted(least, most));
    }
    return value.asLong();
  }

  OptionalInt optionalPositive(String name) {
    return has(name) ? OptionalInt.of(positive(name)) : OptionalInt.empty();
  }

  OptionalLong optionalLong(String name) {
    return has(name)
        ? OptionalLong.of(whole(name, Long.MIN_VALUE, Long.MAX_VALUE))
        : OptionalLong.empty();
  }

  double number(String name, double byDefault) {
    return json.has(name) ? number(name) : byDefault;
  }

  double number(String name) {
    JsonNode value = node(name);
    if (!value.isNumber() || !Double.isFinite(value.asDouble())) {
      throw wrong(name, "must be a number");
    }
    return value.asDouble();
  }

  boolean flag(String name, boolean byDefault) {
    JsonNode value = node(name);
    if (value.isMissingNode()) {
      return byDefault;
    }
    if (!value.isBoolean()) {
      throw wrong(name, "must be true or false");
    }
    return value.asBoolean();
  }

  String text(String name) {
    JsonNode value = node(name);
    if (!value.isTextual()) {
      throw wrong(name, "must be a text");
    }
    return value.asText();
  }

  /** One of some values by their names in Keras; null has the name {@link #NULL}. */
  <E> E choice(String name, E byDefault, Map<String, E> choices) {
    JsonNode value = node(name);
    if (value.isMissingNode()) {
      return byDefault;
    }
    boolean given = value.isNull() || (value.isTextual() && !value.asText().equals(NULL));
    E chosen = given ? choices.get(value.asText()) : null;
    if (chosen == null) {
      throw wrong(name, "supported are: " + String.join(", ", choices.keySet()));
    }
    return chosen;
  }

  /** Whole numbers, given as a list or as one. */
  int[] axes(String name, int byDefault) {
    JsonNode value = node(name);
    if (value.isMissingNode()) {
      return new int[] {byDefault};
    }
    List<JsonNode> entries = new ArrayList<>();
    if (value.isArray()) {
      value.forEach(entries::add);
    } else {
      entries.add(value);
    }
    if (entries.isEmpty() || !entries.stream().allMatch(JsonNode::canConvertToInt)) {
      throw wrong(name, "must be an axis or a list of axes");
    }
    return entries.stream().mapToInt(JsonNode::asInt).toArray();
  }

  double[] numbers(String name) {
    JsonNode value = node(name);
    List<Double> numbers = new ArrayList<>();
    for (JsonNode entry : value) {
      if (!value.isArray() || !entry.isNumber() || !Double.isFinite(entry.asDouble())) {
        throw wrong(name, "must be a list of numbers");
      }
      numbers.add(entry.asDouble());
    }
    if (numbers.isEmpty()) {
      throw wrong(name, "must be a list of numbers");
    }
    return numbers.stream().mapToDouble(Double::doubleValue).toArray();
  }

  /** A list of texts, where there is one. */
  Optional<List<String>> texts(String name) {
    if (!has(name)) {
      return Optional.empty();
    }
    List<String> texts = new ArrayList<>();
    for (JsonNode entry : node(name)) {
      if (!node(name).isArray() || !entry.isTextual()) {
        throw wrong(name, "must be a list of texts");
      }
      texts.add(entry.asText());
    }
    if (!node(name).isArray()) {
      throw wrong(name, "must be a list of texts");
    }
    return Optional.of(texts);
  }

  /** Arguments that change nothing here. */
  void ignore(String... names) {
    read.addAll(List.of(names));
  }

  /** Arguments of which only null is supported. */
  void requireNull(String... names) {
    for (String name : names) {
      if (has(name)) {
        throw wrong(name, "only null is supported");
      }
    }
  }

  /** An argument of which only one value is supported, which is also the default. */
  void requireOnly(String name, String supported) {
    requireOnly(name, JsonNodeFactory.instance.textNode(supported));
  }

  /** An argument that may only be false, which is also the default. */
  void requireFalse(String... names) {
    for (String name : names) {
      requireOnly(name, JsonNodeFactory.instance.booleanNode(false));
    }
  }

  /** An axis of which only the last is supported, which is also the default. */
  void requireLastAxis(String name) {
    requireOnly(name, JsonNodeFactory.instance.numberNode(-1));
  }

  private void requireOnly(String name, JsonNode supported) {
    JsonNode value = node(name);
    if (!value.isMissingNode() && !value.equals(supported)) {
      throw wrong(name, "only %s is supported".formatted(supported.asText()));
    }
  }

  /** Refuses arguments that nobody has asked for. */
  void requireAllRead() {
    json.properties()
        .forEach(
            entry -> {
              if (!read.contains(entry.getKey())) {
                throw wrong(entry.getKey(), "there is no such argument here");
              }
            });
  }

  /** What to throw for a value that is not accepted. */
  ModelException wrong(String name, String rule) {
    JsonNode value = json.get(name);
    return Failure.of(
        value == null
            ? "%s: argument '%s' is missing; %s".formatted(where, name, rule)
            : "%s: argument '%s' is %s; %s".formatted(where, name, shown(value), rule));
  }

  /** A value in a message: on one line, cut where it is long. */
  static String shown(JsonNode value) {
    return value == null ? "missing" : Failure.line(value.toString(), LONGEST_VALUE);
  }
}
