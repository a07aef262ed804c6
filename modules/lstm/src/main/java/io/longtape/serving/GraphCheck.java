package io.longtape.serving;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.tensorflow.Graph;
import org.tensorflow.Operation;

/** What a graph for inference may not hold, and the ops that fill its lookup tables. */
final class GraphCheck {

  static final Set<String> TABLE_INITIALIZERS =
      Set.of("InitializeTableV2", "InitializeTableFromTextFileV2", "LookupTableImportV2");

  private static final Pattern UPDATE = Pattern.compile("(Resource)?(Sparse)?Apply[A-Z].*");

  private GraphCheck() {}

  /** Refuses optimizers' updates, and variables that TensorFlow Java does not save. */
  static void require(Graph graph) {
    graph
        .operations()
        .forEachRemaining(
            op -> {
              if (UPDATE.matcher(op.type()).matches()) {
                throw new IllegalArgumentException(
                    "a model for inference cannot hold '%s', an optimizer's %s"
                        .formatted(op.name(), op.type()));
              }
              if (op.type().equals("VarHandleOp")) {
                throw new IllegalArgumentException(
                    "the variable '%s' would not be saved; ask the pass for a weight instead"
                        .formatted(op.name()));
              }
            });
  }

  static List<Operation> tableInitializers(Graph graph) {
    List<Operation> found = new ArrayList<>();
    graph
        .operations()
        .forEachRemaining(
            op -> {
              if (TABLE_INITIALIZERS.contains(op.type())) {
                found.add(op);
              }
            });
    return found;
  }
}
