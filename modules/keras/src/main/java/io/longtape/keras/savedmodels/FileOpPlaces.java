package io.longtape.keras.savedmodels;

import io.longtape.keras.savedmodels.FileOp.Part;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tensorflow.proto.CollectionDef;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.SaverDef;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.TensorInfo;

/**
 * Where ops on files may stand. The saver and the op that fills tables are the parts of a graph to
 * which TensorFlow gives the names of the model's own files; what others reach could be given any
 * name.
 */
final class FileOpPlaces {

  private static final String INIT_SIGNATURE = "__saved_model_init_op";

  /** TensorFlow runs these with the names of the assets. */
  private static final Set<String> INIT_COLLECTIONS =
      Set.of("saved_model_main_op", "legacy_init_op");

  /** What a part runs, what others run, and the ops that are given the part's own files. */
  private record Reach(
      Set<String> nodes,
      Set<String> functions,
      Set<String> others,
      Set<String> othersFunctions,
      Set<NodeDef> named) {}

  private final GraphIndex graph;
  private final Map<Part, Reach> reaches = new EnumMap<>(Part.class);
  private final Map<Part, Set<String>> roots = new EnumMap<>(Part.class);

  FileOpPlaces(GraphIndex graph) {
    this.graph = graph;
    SaverDef saver = graph.meta().getSaverDef();
    roots.put(Part.SAVE, Set.of(GraphIndex.nodeOf(saver.getSaveTensorName())));
    roots.put(Part.RESTORE, Set.of(GraphIndex.nodeOf(saver.getRestoreOpName())));
    roots.put(Part.INIT, initOps(graph));
  }

  private Reach reach(Part part) {
    Set<String> nodes = graph.ancestors(roots.get(part));
    List<String> outside = new ArrayList<>(graph.nodes().keySet());
    outside.removeAll(nodes);
    outside.addAll(run(part));
    graph.nodes().values().stream()
        .filter(FileOpPlaces::isOfVariable)
        .forEach(node -> outside.add(node.getName()));
    roots.forEach(
        (other, ops) -> {
          if (other != part) {
            outside.addAll(ops);
          }
        });
    Set<String> others = graph.ancestors(outside);
    return new Reach(
        nodes,
        graph.reached(nodes),
        others,
        graph.reached(others),
        FileNames.checked(graph, nodes, part, files(part)));
  }

  /** The nodes to which TensorFlow feeds the names of files. */
  private Set<String> files(Part part) {
    MetaGraphDef meta = graph.meta();
    if (part != Part.INIT) {
      return Set.of(GraphIndex.nodeOf(meta.getSaverDef().getFilenameTensorName()));
    }
    Set<String> assets = new HashSet<>();
    meta.getAssetFileDefList()
        .forEach(asset -> assets.add(GraphIndex.nodeOf(asset.getTensorInfo().getName())));
    return assets;
  }

  /** Whether nothing but its part runs the op, and on files that the part is given. */
  boolean isAllowed(FileOp op, String function, NodeDef node) {
    Reach reach = reaches.computeIfAbsent(op.part(), this::reach);
    boolean alone =
        function.isEmpty()
            ? reach.nodes.contains(node.getName()) && !reach.others.contains(node.getName())
            : reach.functions.contains(function) && !reach.othersFunctions.contains(function);
    return alone && reach.named.contains(node);
  }

  /** What TensorFlow runs when it has loaded a model. */
  static Set<String> initOps(GraphIndex graph) {
    MetaGraphDef meta = graph.meta();
    Set<String> ops = outputs(meta.getSignatureDefMap().get(INIT_SIGNATURE));
    meta.getCollectionDefMap()
        .forEach(
            (name, collection) -> {
              if (INIT_COLLECTIONS.contains(name)) {
                ops.addAll(nodes(collection));
              }
            });
    return ops;
  }

  /** Variables are read and written outside of all parts too, when no file is given. */
  private static boolean isOfVariable(NodeDef node) {
    return node.getOp().equals("VarHandleOp") || node.getOp().equals("ReadVariableOp");
  }

  /** What is run by name and is not the part itself. */
  private Set<String> run(Part part) {
    Set<String> nodes = new LinkedHashSet<>();
    graph
        .meta()
        .getSignatureDefMap()
        .forEach(
            (name, signature) -> {
              if (part != Part.INIT || !name.equals(INIT_SIGNATURE)) {
                nodes.addAll(outputs(signature));
              }
            });
    graph
        .meta()
        .getCollectionDefMap()
        .forEach(
            (name, collection) -> {
              if (part != Part.INIT || !INIT_COLLECTIONS.contains(name)) {
                nodes.addAll(nodes(collection));
              }
            });
    return nodes;
  }

  private static Set<String> outputs(SignatureDef signature) {
    Set<String> nodes = new LinkedHashSet<>();
    if (signature != null) {
      for (TensorInfo output : signature.getOutputsMap().values()) {
        nodes.add(GraphIndex.nodeOf(output.getName()));
      }
    }
    return nodes;
  }

  private static List<String> nodes(CollectionDef collection) {
    return collection.getNodeList().getValueList().stream().map(GraphIndex::nodeOf).toList();
  }
}
