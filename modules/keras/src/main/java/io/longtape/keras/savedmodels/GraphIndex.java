package io.longtape.keras.savedmodels;

import io.longtape.serving.ModelException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.FunctionDef;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.NodeDef;

/** A graph as data: its nodes and its library of functions, by name. */
final class GraphIndex {

  private final Path directory;
  private final MetaGraphDef meta;
  private final Map<String, NodeDef> nodes = new LinkedHashMap<>();
  private final Map<String, FunctionDef> functions = new LinkedHashMap<>();
  private final Map<String, Map<String, NodeDef>> bodies = new HashMap<>();
  private final IdentityHashMap<NodeDef, Set<String>> callees = new IdentityHashMap<>();

  /**
   * Reads a graph.
   *
   * @param directory of the model, for messages
   * @throws ModelException when two nodes or functions have one name
   */
  GraphIndex(Path directory, MetaGraphDef meta) {
    this.directory = directory;
    this.meta = meta;
    index(meta.getGraphDef().getNodeList(), nodes);
    for (FunctionDef function : meta.getGraphDef().getLibrary().getFunctionList()) {
      String name = function.getSignature().getName();
      if (functions.put(name, function) != null) {
        throw damaged("it has two functions '" + name + "'");
      }
      Map<String, NodeDef> body = new LinkedHashMap<>();
      index(function.getNodeDefList(), body);
      bodies.put(name, body);
    }
    nodes.values().forEach(this::addCallees);
    bodies.values().forEach(body -> body.values().forEach(this::addCallees));
  }

  private void index(List<NodeDef> from, Map<String, NodeDef> to) {
    for (NodeDef node : from) {
      if (to.put(node.getName(), node) != null) {
        throw damaged("it has two nodes '" + node.getName() + "'");
      }
    }
  }

  ModelException damaged(String found) {
    return new ModelException("the graph of %s is damaged: %s".formatted(directory, found));
  }

  Path directory() {
    return directory;
  }

  MetaGraphDef meta() {
    return meta;
  }

  Map<String, NodeDef> nodes() {
    return nodes;
  }

  Map<String, FunctionDef> functions() {
    return functions;
  }

  /** The nodes of a function that exists, by name. */
  Map<String, NodeDef> body(String function) {
    return bodies.get(function);
  }

  /** The node that a reference such as {@code dense/kernel:0} or {@code ^init} names. */
  static String nodeOf(String reference) {
    int start = reference.startsWith("^") ? 1 : 0;
    int colon = reference.indexOf(':');
    return reference.substring(start, colon < 0 ? reference.length() : colon);
  }

  /** The functions that a node names, whether or not they are in the library. */
  Set<String> callees(NodeDef node) {
    return callees.getOrDefault(node, Set.of());
  }

  private void addCallees(NodeDef node) {
    Set<String> names = new LinkedHashSet<>();
    if (functions.containsKey(node.getOp())) {
      names.add(node.getOp());
    }
    node.getAttrMap().values().forEach(value -> addFunctions(value, names));
    if (!names.isEmpty()) {
      callees.put(node, names);
    }
  }

  private static void addFunctions(AttrValue value, Set<String> names) {
    if (value.hasFunc()) {
      names.add(value.getFunc().getName());
      value.getFunc().getAttrMap().values().forEach(inner -> addFunctions(inner, names));
    }
    value
        .getList()
        .getFuncList()
        .forEach(
            function -> {
              names.add(function.getName());
              function.getAttrMap().values().forEach(inner -> addFunctions(inner, names));
            });
  }

  /**
   * The nodes that run when any of these does, themselves among them; unknown ones are left out.
   */
  Set<String> ancestors(Iterable<String> roots) {
    Set<String> found = new LinkedHashSet<>();
    List<String> open = new ArrayList<>();
    roots.forEach(open::add);
    while (!open.isEmpty()) {
      String name = open.remove(open.size() - 1);
      NodeDef node = nodes.get(name);
      if (node != null && found.add(name)) {
        for (int i = node.getInputCount() - 1; i >= 0; i--) {
          open.add(nodeOf(node.getInput(i)));
        }
      }
    }
    return found;
  }

  /** The functions that nodes call, and those that these call. */
  Set<String> reached(Iterable<String> callers) {
    Set<String> found = new LinkedHashSet<>();
    List<String> open = new ArrayList<>();
    callers.forEach(name -> open.addAll(callees(nodes.get(name))));
    while (!open.isEmpty()) {
      String name = open.remove(open.size() - 1);
      if (functions.containsKey(name) && found.add(name)) {
        bodies.get(name).values().forEach(node -> open.addAll(callees(node)));
      }
    }
    return found;
  }
}
