package io.longtape.keras.savedmodels;

import io.longtape.serving.ModelException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.FunctionDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.OpDef.ArgDef;
import org.tensorflow.proto.TensorProto;
import org.tensorflow.proto.TensorShapeProto;

/**
 * Refuses graphs that do more than compute. Every node counts, whether or not anything runs it, and
 * those of all functions.
 */
final class GraphGuard {

  private static final Set<String> STREAMS =
      Set.of("stderr", "stdout", "log(info)", "log(warning)", "log(error)");

  /** What TensorFlow could take for one of its own ops; Keras names no function so. */
  private static final Pattern OP_NAME = Pattern.compile("_?[A-Z].*");

  private static final int MAX_REPEATED = 1 << 24;

  private final GraphIndex graph;
  private final AllowedOps ops;
  private final FileOpPlaces places;
  private double repeated;

  private GraphGuard(GraphIndex graph, AllowedOps ops) {
    this.graph = graph;
    this.ops = ops;
    places = new FileOpPlaces(graph);
  }

  /**
   * Checks a graph.
   *
   * @throws ModelException when it holds an op that is not allowed
   */
  static void check(GraphIndex graph, AllowedOps ops) {
    GraphGuard guard = new GraphGuard(graph, ops);
    guard.check("", graph.nodes());
    graph.functions().values().forEach(guard::checkArguments);
    graph.functions().keySet().forEach(name -> guard.check(name, graph.body(name)));
  }

  /** An argument of several tensors would shift the places of those behind it. */
  private void checkArguments(FunctionDef function) {
    for (ArgDef argument : function.getSignature().getInputArgList()) {
      if (!argument.getNumberAttr().isEmpty() || !argument.getTypeListAttr().isEmpty()) {
        throw new ModelException(
            "%s is refused: the function '%s' leaves open how many tensors its argument '%s' is"
                .formatted(
                    graph.directory(), function.getSignature().getName(), argument.getName()));
      }
    }
  }

  private void check(String function, Map<String, NodeDef> nodes) {
    for (NodeDef node : nodes.values()) {
      node.getAttrMap().forEach((name, value) -> checkAttribute(function, node, name, value));
      if (OP_NAME.matcher(node.getOp()).matches() && graph.functions().containsKey(node.getOp())) {
        throw refused(function, node, "is a function with the name of an op");
      }
      if (!ops.isAllowedByCaller(node.getOp())) {
        checkOp(function, node);
      }
      for (String callee : graph.callees(node)) {
        if (!graph.functions().containsKey(callee)) {
          throw graph.damaged(
              "%s calls the function '%s', which it does not have"
                  .formatted(place(function, node), callee));
        }
      }
    }
  }

  private void checkOp(String function, NodeDef node) {
    String op = node.getOp();
    Optional<FileOp> fileOp = FileOp.of(op);
    if (fileOp.isPresent()) {
      if (!places.isAllowed(fileOp.get(), function, node)) {
        throw refused(
            function,
            node,
            "touches files and is allowed only where nothing but "
                + fileOp.get().part()
                + " reaches it, on the model's own files");
      }
    } else if (op.equals("PrintV2") && !STREAMS.contains(stream(node))) {
      throw refused(function, node, "writes to '" + stream(node) + "'");
    } else if (!ops.isHarmless(op) && !graph.functions().containsKey(op)) {
      throw refused(function, node, "is not on the list of harmless ops");
    }
  }

  private void checkAttribute(String function, NodeDef node, String name, AttrValue value) {
    if (!value.getPlaceholder().isEmpty()) {
      throw new ModelException(
          "%s is refused: %s leaves its attribute '%s' open to its caller"
              .formatted(graph.directory(), place(function, node), name));
    }
    checkSize(function, node, value.getTensor());
  }

  /** One number in a file can stand for a tensor of any size. */
  private void checkSize(String function, NodeDef node, TensorProto tensor) {
    double numbers = 1;
    for (TensorShapeProto.Dim dim : tensor.getTensorShape().getDimList()) {
      numbers *= dim.getSize();
    }
    if (numbers <= tensor.getSerializedSize()) {
      return;
    }
    repeated += numbers;
    if (repeated > MAX_REPEATED) {
      throw new ModelException(
          "%s is refused: %s is a constant of %.0f numbers, of which the file holds %d bytes; with those before it that is more than %d"
              .formatted(
                  graph.directory(),
                  place(function, node),
                  numbers,
                  tensor.getSerializedSize(),
                  MAX_REPEATED));
    }
  }

  private static String stream(NodeDef node) {
    AttrValue stream = node.getAttrOrDefault("output_stream", AttrValue.getDefaultInstance());
    return stream.getS().isEmpty() ? "stderr" : stream.getS().toStringUtf8();
  }

  private ModelException refused(String function, NodeDef node, String why) {
    return new ModelException(
        "%s is refused: the op %s of %s %s; for a model that you trust there is withAllowedOps(\"%s\")"
            .formatted(graph.directory(), node.getOp(), place(function, node), why, node.getOp()));
  }

  private static String place(String function, NodeDef node) {
    String name = "the node '" + node.getName() + "'";
    return function.isEmpty() ? name : name + " in the function '" + function + "'";
  }
}
