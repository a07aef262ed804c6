package io.longtape.keras.archives;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The names under which Keras keeps layers in a file: a layer's class in snake case, with a number
 * behind it from the second one on. They differ from the layers' own names, which a program may
 * change.
 */
final class LayerGroups {

  private LayerGroups() {}

  /**
   * Groups by the layers' names.
   *
   * @param kinds each layer's class in snake case, in the order of the layers in their model
   */
  static Map<String, String> of(Map<String, String> kinds) {
    Map<String, Integer> used = new HashMap<>();
    Map<String, String> groups = new LinkedHashMap<>();
    kinds.forEach(
        (name, kind) -> {
          int number = used.merge(kind, 1, Integer::sum) - 1;
          groups.put(name, number == 0 ? kind : kind + "_" + number);
        });
    return groups;
  }
}
