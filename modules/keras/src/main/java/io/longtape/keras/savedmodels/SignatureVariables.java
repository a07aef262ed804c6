package io.longtape.keras.savedmodels;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.SavedObjectGraphOuterClass.SavedConcreteFunction;
import org.tensorflow.proto.SavedObjectGraphOuterClass.SavedObject;
import org.tensorflow.proto.SavedObjectGraphOuterClass.SavedObjectGraph;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.TensorInfo;

/**
 * The variables that a signature is given the handles of. The handles' own names are Keras's with a
 * number behind them; the names without it are in the graph of objects, which lists what a function
 * captured in the order of its last arguments.
 */
final class SignatureVariables {

  private static final String HANDLE = "VarHandleOp";

  private final GraphIndex graph;
  private final SavedObjectGraph objects;
  private final Set<String> taken = new HashSet<>();
  private final Map<String, SavedVariable> found = new LinkedHashMap<>();

  private SignatureVariables(GraphIndex graph) {
    this.graph = graph;
    objects = graph.meta().getObjectGraphDef();
  }

  /** In the order in which the signature's function takes them. */
  static List<SavedVariable> of(GraphIndex graph, SignatureDef signature) {
    List<String> outputs =
        signature.getOutputsMap().values().stream()
            .map(TensorInfo::getName)
            .map(GraphIndex::nodeOf)
            .sorted()
            .toList();
    SignatureVariables variables = new SignatureVariables(graph);
    Set<String> nodes = graph.ancestors(outputs);
    nodes.forEach(name -> variables.addCaptures(graph.nodes().get(name)));
    for (String name : nodes) {
      NodeDef node = graph.nodes().get(name);
      if (node.getOp().equals(HANDLE)) {
        variables.add(node, sharedName(node), true);
      }
    }
    return List.copyOf(variables.found.values());
  }

  private void addCaptures(NodeDef call) {
    for (String function : graph.callees(call)) {
      List<Integer> captures =
          objects
              .getConcreteFunctionsOrDefault(function, SavedConcreteFunction.getDefaultInstance())
              .getBoundInputsList();
      List<String> inputs =
          call.getInputList().stream().filter(input -> !input.startsWith("^")).toList();
      int arguments = inputs.size() - captures.size();
      for (int i = 0; i < captures.size() && arguments >= 0; i++) {
        NodeDef handle = graph.nodes().get(GraphIndex.nodeOf(inputs.get(arguments + i)));
        int object = captures.get(i);
        if (handle != null
            && handle.getOp().equals(HANDLE)
            && object >= 0
            && object < objects.getNodesCount()
            && objects.getNodes(object).hasVariable()) {
          SavedObject captured = objects.getNodes(object);
          add(handle, captured.getVariable().getName(), captured.getVariable().getTrainable());
        }
      }
    }
  }

  private void add(NodeDef handle, String name, boolean trainable) {
    if (found.containsKey(handle.getName())) {
      return;
    }
    String path = name.isEmpty() ? handle.getName() : name;
    for (int i = 1; !taken.add(path); i++) {
      path = (name.isEmpty() ? handle.getName() : name) + "_" + i;
    }
    AttrValue shape = handle.getAttrOrDefault("shape", AttrValue.getDefaultInstance());
    AttrValue type = handle.getAttrOrDefault("dtype", AttrValue.getDefaultInstance());
    found.put(
        handle.getName(),
        new SavedVariable(
            handle.getName(), path, type.getType(), Shapes.of(shape.getShape()), trainable));
  }

  private static String sharedName(NodeDef handle) {
    return handle
        .getAttrOrDefault("shared_name", AttrValue.getDefaultInstance())
        .getS()
        .toStringUtf8();
  }
}
