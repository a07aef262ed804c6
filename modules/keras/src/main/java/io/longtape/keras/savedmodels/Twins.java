package io.longtape.keras.savedmodels;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.tensorflow.proto.NodeDef;

/**
 * The copies that Keras's variables have in a SavedModel: {@code Variable_n} starts as a copy of
 * another variable. The checkpoint is of the copies, while the signatures read the others, which it
 * fills in some exports and in others does not.
 */
final class Twins {

  private static final Pattern TWIN = Pattern.compile("(.*/)?Variable(_\\d+)?");

  private Twins() {}

  /**
   * The copies of variables that signatures read.
   *
   * @param read the handles that signatures read
   * @return the handle that is read, by the copy's
   */
  static Map<String, String> of(GraphIndex graph, Set<String> read) {
    Map<String, String> twins = new TreeMap<>();
    for (NodeDef node : graph.nodes().values()) {
      if (node.getOp().equals("AssignVariableOp") && node.getInputCount() == 2) {
        String twin = GraphIndex.nodeOf(node.getInput(0));
        String source = source(graph, GraphIndex.nodeOf(node.getInput(1)));
        boolean starts = node.getName().equals(twin + "/Assign") && TWIN.matcher(twin).matches();
        if (starts && isHandle(graph, twin) && read.contains(source) && !read.contains(twin)) {
          twins.put(twin, source);
        }
      }
    }
    return twins;
  }

  /** The handle of the variable that an op reads. */
  private static String source(GraphIndex graph, String read) {
    NodeDef node = graph.nodes().get(read);
    return node == null || !node.getOp().equals("ReadVariableOp") || node.getInputCount() == 0
        ? ""
        : GraphIndex.nodeOf(node.getInput(0));
  }

  private static boolean isHandle(GraphIndex graph, String name) {
    NodeDef node = graph.nodes().get(name);
    return node != null && node.getOp().equals("VarHandleOp");
  }
}
