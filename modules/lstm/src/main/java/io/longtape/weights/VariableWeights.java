package io.longtape.weights;

import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.core.Variable;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TNumber;

/**
 * Weights as the variables of a graph that TensorFlow's SavedModel exporter knows, for inference.
 * They are made when they are first asked for.
 *
 * <p>The graph owns the variables and a session of it their values; this class owns nothing native.
 */
public final class VariableWeights implements Weights {

  private record Entry(Variable<TFloat32> variable, Placeholder<TFloat32> fed, Op assignFed) {}

  private final Map<String, Entry> entries = new LinkedHashMap<>();
  private final Map<String, Ops> scopes = new HashMap<>();

  private VariableWeights(Ops tf) {
    scopes.put("", tf.withSubScope("weights"));
  }

  /**
   * A store for the weights of a graph.
   *
   * @param graph the graph that the variables go into
   * @return the empty store
   */
  public static VariableWeights of(Graph graph) {
    return new VariableWeights(Ops.create(graph));
  }

  @Override
  public Operand<TFloat32> read(Ops ops, WeightSpec spec) {
    // A value: the variable is a reference, which functions and their loops do not take.
    return ops.identity(variable(spec));
  }

  @Override
  public Operand<TFloat32> gather(Ops ops, WeightSpec spec, Operand<? extends TNumber> indices) {
    return ops.gather(variable(spec), indices, ops.constant(0));
  }

  @Override
  public Op assign(Ops ops, WeightSpec spec, Operand<TFloat32> value) {
    return ops.assign(variable(spec), value);
  }

  /**
   * Sets every weight that was asked for.
   *
   * @param session a session of the graph
   * @param values a value for each weight; others are not read
   * @throws IllegalArgumentException when one is missing or of another shape
   */
  public void write(Session session, WeightValues values) {
    entries.forEach(
        (path, entry) -> {
          WeightValues.Value value = values.get(path);
          value.requireShape(path, entry.variable.shape());
          try (TFloat32 tensor = value.toTensor()) {
            session.runner().feed(entry.fed, tensor).addTarget(entry.assignFed).run().close();
          }
        });
  }

  private Variable<TFloat32> variable(WeightSpec spec) {
    Entry entry = entries.computeIfAbsent(spec.path(), path -> make(path, spec.shape()));
    Shape before = entry.variable.shape();
    if (!before.equals(spec.shape())) {
      throw new IllegalArgumentException(
          "weight '%s' has shape %s already and is asked for as %s"
              .formatted(spec.path(), before, spec.shape()));
    }
    return entry.variable;
  }

  private Entry make(String path, Shape shape) {
    String name = Arrays.stream(path.split("/")).map(OpNames::of).collect(Collectors.joining("/"));
    int slash = name.lastIndexOf('/');
    Ops scoped = scope(slash < 0 ? "" : name.substring(0, slash));
    Variable<TFloat32> variable =
        scoped.withName(name.substring(slash + 1)).variable(shape, TFloat32.class);
    Placeholder<TFloat32> fed = scoped.placeholder(TFloat32.class, Placeholder.shape(shape));
    return new Entry(variable, fed, scoped.assign(variable, fed));
  }

  /** One scope for all weights of a layer: asked for twice, TensorFlow would number it. */
  private Ops scope(String path) {
    Ops known = scopes.get(path);
    if (known == null) {
      int slash = path.lastIndexOf('/');
      known =
          scope(slash < 0 ? "" : path.substring(0, slash)).withSubScope(path.substring(slash + 1));
      scopes.put(path, known);
    }
    return known;
  }
}
