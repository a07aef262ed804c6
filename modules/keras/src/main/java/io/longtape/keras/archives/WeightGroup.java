package io.longtape.keras.archives;

import io.longtape.weights.WeightSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A layer, or a layer inside of one, with its own weights in Keras's order and its parts: the cell
 * of a recurrent layer, the directions of a Bidirectional, the layer of a TimeDistributed.
 *
 * @param name the layer's name
 * @param weights its own
 * @param parts what is inside of it by Keras's attribute, such as {@code forward_layer}
 */
record WeightGroup(String name, List<WeightSpec> weights, Map<String, WeightGroup> parts) {

  private static final String RECURRENT = "recurrent_kernel";

  /** A group from the paths of its weights, which begin with the names of what they are in. */
  static WeightGroup of(String name, List<WeightSpec> all, int depth) {
    List<WeightSpec> own = new ArrayList<>();
    Map<String, List<WeightSpec>> inner = new LinkedHashMap<>();
    for (WeightSpec weight : all) {
      String[] path = weight.path().split("/", -1);
      if (path.length == depth + 1) {
        own.add(weight);
      } else {
        inner.computeIfAbsent(path[depth], part -> new ArrayList<>()).add(weight);
      }
    }
    Map<String, WeightGroup> parts = new LinkedHashMap<>();
    inner.forEach(
        (part, weights) ->
            parts.put(
                attribute(part, weights, inner.size(), parts.size(), depth),
                of(part, weights, depth + 1)));
    return new WeightGroup(name, own, parts);
  }

  private static String attribute(
      String name, List<WeightSpec> weights, int parts, int before, int depth) {
    if (parts == 2) {
      return before == 0 ? "forward_layer" : "backward_layer";
    }
    boolean cell =
        name.endsWith("_cell")
            && weights.stream()
                .anyMatch(weight -> weight.path().split("/", -1)[depth + 1].equals(RECURRENT));
    return cell ? "cell" : "layer";
  }
}
