package io.longtape.keras.savedmodels;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.types.TBool;
import org.tensorflow.types.family.TType;

/**
 * Reads and writes the variables of a session by the nodes of their handles. Ops for it are added
 * to the graph when they are first needed. Owns nothing.
 */
final class Variables {

  private static final String SCOPE = "longtape";

  private final GraphIndex graph;
  private final Session session;
  private final Ops tf;
  private final Map<String, String> readers = new HashMap<>();
  private final Map<String, Output<?>> reads = new HashMap<>();
  private final Map<String, Op> writes = new HashMap<>();

  Variables(GraphIndex graph, Session session) {
    this.graph = graph;
    this.session = session;
    tf = Ops.create(session.graph()).withSubScope(SCOPE);
    for (NodeDef node : graph.nodes().values()) {
      if (node.getOp().equals("ReadVariableOp") && node.getInputCount() == 1) {
        readers.putIfAbsent(GraphIndex.nodeOf(node.getInput(0)), node.getName());
      }
    }
  }

  /** Values in the order of the variables. */
  synchronized List<HeapTensor> read(List<SavedVariable> variables) {
    if (variables.isEmpty()) {
      return List.of();
    }
    Session.Runner runner = session.runner();
    variables.forEach(variable -> runner.fetch(read(variable.handle())));
    try (Result result = runner.run()) {
      List<HeapTensor> values = new ArrayList<>();
      for (SavedVariable variable : variables) {
        String name = "the variable '" + variable.path() + "'";
        values.add(NativeTensors.read(name, result.get(values.size())));
      }
      return values;
    }
  }

  /** Those that hold no value. */
  synchronized Set<String> uninitialized(Collection<String> handles) {
    if (handles.isEmpty()) {
      return Set.of();
    }
    List<String> asked = List.copyOf(handles);
    Session.Runner runner = session.runner();
    asked.forEach(handle -> runner.fetch(tf.varIsInitializedOp(handle(handle)).isInitialized()));
    Set<String> empty = new TreeSet<>();
    try (Result result = runner.run()) {
      for (int i = 0; i < asked.size(); i++) {
        if (!((TBool) result.get(i)).getBoolean()) {
          empty.add(asked.get(i));
        }
      }
    }
    return empty;
  }

  /** Gives variables the values of others. */
  synchronized void copy(Map<String, String> sourceByTarget) {
    write(
        sourceByTarget.keySet(),
        target -> "copy " + target,
        target -> read(sourceByTarget.get(target)));
  }

  /** Sets variables to zero. */
  synchronized void zero(Collection<String> handles) {
    write(handles, handle -> "zero " + handle, handle -> tf.zerosLike(read(handle)));
  }

  private void write(
      Collection<String> handles,
      Function<String, String> key,
      Function<String, Operand<? extends TType>> value) {
    if (handles.isEmpty()) {
      return;
    }
    Session.Runner runner = session.runner();
    for (String handle : handles) {
      runner.addTarget(
          writes.computeIfAbsent(
              key.apply(handle),
              absent -> tf.assignVariableOp(handle(handle), value.apply(handle))));
    }
    runner.run();
  }

  private Operand<TType> handle(String handle) {
    return session.graph().operationOrThrow(handle).output(0);
  }

  @SuppressWarnings("unchecked") // a variable's elements are of some type
  private Output<TType> read(String handle) {
    return (Output<TType>) reads.computeIfAbsent(handle, this::addRead);
  }

  private Output<?> addRead(String handle) {
    String reader = readers.get(handle);
    if (reader != null) {
      return session.graph().operationOrThrow(reader).output(0);
    }
    AttrValue type =
        graph.nodes().get(handle).getAttrOrDefault("dtype", AttrValue.getDefaultInstance());
    return tf.scope()
        .opBuilder("ReadVariableOp", "ReadVariableOp")
        .addInput(handle(handle).asOutput())
        .setAttr("dtype", type.getType())
        .build()
        .output(0);
  }
}
