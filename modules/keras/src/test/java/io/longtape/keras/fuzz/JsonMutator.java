package io.longtape.keras.fuzz;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Changes a JSON document into another well-formed one that Keras would not write. */
final class JsonMutator {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  /** A value with its place: a name in an object or an index in an array. */
  private record Slot(JsonNode parent, String name, int index) {

    JsonNode get() {
      return name != null ? parent.get(name) : parent.get(index);
    }

    void set(JsonNode value) {
      if (name != null) {
        ((ObjectNode) parent).set(name, value);
      } else {
        ((ArrayNode) parent).set(index, value);
      }
    }

    void remove() {
      if (name != null) {
        ((ObjectNode) parent).remove(name);
      } else {
        ((ArrayNode) parent).remove(index);
      }
    }
  }

  private final Random random;

  JsonMutator(Random random) {
    this.random = random;
  }

  /** Makes one to three changes; what is no JSON stays as it is. */
  String mutate(String document) {
    JsonNode root;
    try {
      root = JSON.readTree(document);
    } catch (JsonProcessingException e) {
      return document;
    }
    for (int i = random.nextInt(3); i >= 0; i--) {
      List<Slot> slots = new ArrayList<>();
      collect(root, slots);
      if (!slots.isEmpty()) {
        change(slots.get(random.nextInt(slots.size())), slots);
      }
    }
    return random.nextInt(40) == 0 ? nested(root.toString()) : root.toString();
  }

  private void change(Slot slot, List<Slot> slots) {
    JsonNode value = slot.get();
    switch (random.nextInt(8)) {
      case 0 -> slot.remove();
      case 1 -> slot.set(otherType());
      case 2 -> slot.set(slots.get(random.nextInt(slots.size())).get().deepCopy());
      case 3 -> {
        if (value instanceof ArrayNode array && !array.isEmpty()) {
          JsonNode element = array.get(random.nextInt(array.size()));
          for (int i = random.nextInt(20); i >= 0; i--) {
            array.add(element.deepCopy());
          }
        } else {
          slot.set(NODES.arrayNode().add(value.deepCopy()));
        }
      }
      default -> slot.set(otherValue(value, slots));
    }
  }

  private JsonNode otherValue(JsonNode value, List<Slot> slots) {
    if (value.isNumber()) {
      return number();
    }
    if (value.isTextual()) {
      List<JsonNode> texts = slots.stream().map(Slot::get).filter(JsonNode::isTextual).toList();
      return switch (random.nextInt(6)) {
        case 0 -> NODES.textNode("");
        case 1 -> NODES.textNode("x".repeat(1 << random.nextInt(18)));
        case 2 -> NODES.textNode(List.of("Lambda", "../..", "%s", "\0").get(random.nextInt(4)));
        default -> texts.get(random.nextInt(texts.size()));
      };
    }
    if (value.isBoolean()) {
      return NODES.booleanNode(!value.asBoolean());
    }
    return otherType();
  }

  private JsonNode number() {
    return switch (random.nextInt(11)) {
      case 0 -> NODES.numberNode(-1);
      case 1 -> NODES.numberNode(0);
      case 2 -> NODES.numberNode(Integer.MAX_VALUE);
      case 3 -> NODES.numberNode(1L << 31);
      case 4 -> NODES.numberNode(Long.MAX_VALUE);
      case 5 -> NODES.numberNode(1e308);
      case 6 -> NODES.numberNode(0.5);
      case 7 -> NODES.numberNode(1_000_000_000);
      case 8 -> NODES.numberNode(Integer.MIN_VALUE);
      case 9 -> NODES.numberNode(new BigInteger("9".repeat(40)));
      default -> NODES.numberNode(random.nextInt(100));
    };
  }

  private JsonNode otherType() {
    return switch (random.nextInt(6)) {
      case 0 -> NODES.nullNode();
      case 1 -> NODES.arrayNode();
      case 2 -> NODES.objectNode();
      case 3 -> NODES.textNode("x");
      case 4 -> NODES.booleanNode(true);
      default -> number();
    };
  }

  /** A document in many brackets, or in as many layers. */
  private String nested(String document) {
    int depth = 1 << (8 + random.nextInt(9));
    String layer = "{\"class_name\":\"Bidirectional\",\"config\":{\"name\":\"b\",\"layer\":";
    return switch (random.nextInt(3)) {
      case 0 -> "[".repeat(depth) + document + "]".repeat(depth);
      case 1 -> layer.repeat(depth) + document + "}}".repeat(depth);
      default -> "[".repeat(depth);
    };
  }

  private static void collect(JsonNode node, List<Slot> slots) {
    if (node instanceof ObjectNode object) {
      object
          .properties()
          .forEach(
              property -> {
                slots.add(new Slot(object, property.getKey(), -1));
                collect(property.getValue(), slots);
              });
    } else if (node instanceof ArrayNode array) {
      for (int i = 0; i < array.size(); i++) {
        slots.add(new Slot(array, null, i));
        collect(array.get(i), slots);
      }
    }
  }
}
