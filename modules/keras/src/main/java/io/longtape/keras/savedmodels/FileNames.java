package io.longtape.keras.savedmodels;

import io.longtape.keras.savedmodels.FileOp.Part;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.FunctionDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.TensorProto;

/**
 * Follows the names that ops on files are given back to where they come from, through the functions
 * that are called. A name is right that TensorFlow feeds, or that is put together from such a one
 * and constants behind it that lead nowhere else.
 */
final class FileNames {

  private static final Set<String> CALLS = Set.of("PartitionedCall", "StatefulPartitionedCall");
  private static final Set<String> FED = Set.of("Placeholder", "PlaceholderWithDefault", "Const");

  /** Steps that are followed; more are not needed, and a graph could ask for endlessly many. */
  private static final int MAX_STEPS = 1_000_000;

  private static final int MAX_DEPTH = 100;

  /** The nodes of a graph or of a function in one of its calls. */
  private record Scope(
      Map<String, NodeDef> nodes, FunctionDef function, NodeDef call, Scope caller, int depth) {}

  private final GraphIndex graph;
  private final Part part;
  private final Set<String> files;
  private final Set<String> users = new HashSet<>();
  private final Set<NodeDef> right = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Set<NodeDef> wrong = Collections.newSetFromMap(new IdentityHashMap<>());
  private int steps;
  private boolean unclear;

  private FileNames(GraphIndex graph, Part part, Set<String> files) {
    this.graph = graph;
    this.part = part;
    this.files = files;
  }

  /**
   * The ops of a part whose names of files are right in all calls.
   *
   * @param nodes of the graph that the part runs
   * @param files the nodes to which TensorFlow feeds names of files when it runs the part
   */
  static Set<NodeDef> checked(GraphIndex graph, Set<String> nodes, Part part, Set<String> files) {
    FileNames names = new FileNames(graph, part, files);
    names.findUsers(graph.reached(nodes));
    Scope top = new Scope(graph.nodes(), null, null, null, 0);
    nodes.forEach(name -> names.visit(top, graph.nodes().get(name)));
    names.right.removeAll(names.wrong);
    return names.unclear || names.steps > MAX_STEPS ? Set.of() : names.right;
  }

  /** The functions that use files, themselves or by others. */
  private void findUsers(Set<String> reached) {
    Map<String, Set<String>> callers = new HashMap<>();
    Deque<String> open = new ArrayDeque<>();
    for (String function : reached) {
      for (NodeDef node : graph.body(function).values()) {
        graph
            .callees(node)
            .forEach(
                callee -> callers.computeIfAbsent(callee, key -> new HashSet<>()).add(function));
        if (isOfPart(FileOp.of(node.getOp()))) {
          open.add(function);
        }
      }
    }
    while (!open.isEmpty()) {
      String function = open.pop();
      if (users.add(function)) {
        open.addAll(callers.getOrDefault(function, Set.of()));
      }
    }
  }

  private boolean isOfPart(Optional<FileOp> op) {
    return op.isPresent() && op.get().part() == part;
  }

  private void visit(Scope scope, NodeDef node) {
    if (++steps > MAX_STEPS) {
      return;
    }
    Optional<FileOp> op = FileOp.of(node.getOp());
    if (isOfPart(op)) {
      boolean all = op.get().fileInputs().stream().allMatch(i -> isFile(scope, node, i, 0));
      (all ? right : wrong).add(node);
      return;
    }
    for (String callee : graph.callees(node)) {
      if (!users.contains(callee)) {
        continue;
      }
      boolean called = CALLS.contains(node.getOp()) || node.getOp().equals(callee);
      if (!called || scope.depth >= MAX_DEPTH || isReplaceable(callee)) {
        unclear = true;
      } else {
        Scope inside =
            new Scope(
                graph.body(callee), graph.functions().get(callee), node, scope, scope.depth + 1);
        graph.body(callee).values().forEach(inner -> visit(inside, inner));
      }
    }
  }

  /** TensorFlow may run such a function in place of another one that says the same of itself. */
  private boolean isReplaceable(String function) {
    return graph.functions().get(function).containsAttr("api_implements");
  }

  private boolean isFile(Scope scope, NodeDef node, int input, int depth) {
    return input < node.getInputCount() && isFile(scope, node.getInput(input), depth + 1);
  }

  private boolean isFile(Scope scope, String reference, int depth) {
    if (depth > MAX_DEPTH || ++steps > MAX_STEPS) {
      return false;
    }
    String name = GraphIndex.nodeOf(reference);
    if (scope.function != null) {
      int argument = argument(scope.function, name);
      if (argument >= 0) {
        return isFile(scope.caller, scope.call, argument, depth);
      }
    }
    NodeDef node = scope.nodes.get(name);
    if (node == null) {
      return false;
    }
    if (scope.function == null && files.contains(name)) {
      return FED.contains(node.getOp());
    }
    return switch (node.getOp()) {
      case "Identity", "ShardedFilename" -> isFile(scope, node, 0, depth);
      case "Pack" ->
          node.getInputCount() > 0
              && dataInputs(node).stream().allMatch(input -> isFile(scope, input, depth + 1));
      case "StringJoin" ->
          isFile(scope, node, 0, depth)
              && node.getAttrOrDefault("separator", AttrValue.getDefaultInstance()).getS().isEmpty()
              && dataInputs(node).stream().skip(1).allMatch(input -> isSuffix(scope, input));
      default -> false;
    };
  }

  private static int argument(FunctionDef function, String name) {
    for (int i = 0; i < function.getSignature().getInputArgCount(); i++) {
      if (function.getSignature().getInputArg(i).getName().equals(name)) {
        return i;
      }
    }
    return -1;
  }

  private static List<String> dataInputs(NodeDef node) {
    return node.getInputList().stream().filter(input -> !input.startsWith("^")).toList();
  }

  /** A constant, or one of several, that does not lead out of a directory. */
  private static boolean isSuffix(Scope scope, String reference) {
    NodeDef node = scope.nodes.get(GraphIndex.nodeOf(reference));
    if (node == null) {
      return false;
    }
    if (node.getOp().equals("Select")) {
      return dataInputs(node).stream().skip(1).allMatch(input -> isPlain(scope, input));
    }
    return isPlain(scope, reference);
  }

  private static boolean isPlain(Scope scope, String reference) {
    NodeDef node = scope.nodes.get(GraphIndex.nodeOf(reference));
    if (node == null || !node.getOp().equals("Const")) {
      return false;
    }
    TensorProto value = node.getAttrOrDefault("value", AttrValue.getDefaultInstance()).getTensor();
    if (value.getDtype() != DataType.DT_STRING || value.getStringValCount() != 1) {
      return false;
    }
    String text = value.getStringVal(0).toStringUtf8();
    return !text.contains("..") && !text.endsWith(".");
  }
}
