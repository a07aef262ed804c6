package io.longtape.keras.configs;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Keeps Keras from giving a layer's name to an op. While it reads a network, Keras puts ops between
 * layers that make and join masks, and numbers them as if no layer had a name of that kind: two
 * operations named {@code concatenate}, and it refuses the network. An op without a name that
 * nothing reads, ahead of all layers, takes such a name and is dropped.
 */
final class ReservedNames {

  private static final Map<String, String> OPS = new LinkedHashMap<>();

  static {
    OPS.put("concatenate", "Concatenate");
    OPS.put("not_equal", "NotEqual");
    OPS.put("any", "Any");
    OPS.put("expand_dims", "ExpandDims");
    OPS.put("zeros_like", "ZerosLike");
    OPS.put("ones_like", "OnesLike");
    OPS.put("logical_or", "LogicalOr");
    OPS.put("convert_to_tensor", "ConvertToTensor");
  }

  private ReservedNames() {}

  /** Adds as many ops as there are numbers up to those in the names. */
  static void addTo(ArrayNode layers, Collection<String> names) {
    OPS.forEach(
        (kind, className) -> {
          int count = names.stream().mapToInt(name -> numbersUpTo(name, kind)).max().orElse(0);
          for (int i = 0; i < count; i++) {
            ObjectNode nameless = JsonNodeFactory.instance.objectNode();
            ObjectNode op = ConfigWriter.object(module(kind), className, nameless);
            op.put("registered_name", className);
            op.put("name", "reserved/" + kind + "_" + i);
            op.putArray("inbound_nodes");
            layers.add(op);
          }
        });
  }

  /** 1 for the kind itself, 2 for {@code kind_1} and so on, 0 for other names. */
  private static int numbersUpTo(String name, String kind) {
    if (name.equals(kind)) {
      return 1;
    }
    String number = name.startsWith(kind + "_") ? name.substring(kind.length() + 1) : "";
    return number.matches("[1-9][0-9]?") ? Integer.parseInt(number) + 1 : 0;
  }

  private static String module(String kind) {
    return kind.equals("convert_to_tensor") ? "keras.src.ops.core" : "keras.src.ops.numpy";
  }
}
