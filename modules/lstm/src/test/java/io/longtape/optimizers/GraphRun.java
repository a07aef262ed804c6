package io.longtape.optimizers;

import io.longtape.optimizers.OptimizerCase.Expected;
import io.longtape.optimizers.OptimizerCase.Gradient;
import io.longtape.optimizers.OptimizerCase.Weight;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.family.TType;

/** A case that runs in a graph, which is built once and fed at each step. */
final class GraphRun {

  private final Graph graph;
  private final Ops tf;
  private final OptimizerCase given;
  private final OptimizerRun run;
  private final Map<String, Placeholder<TFloat32>> values = new LinkedHashMap<>();
  private final Map<String, Placeholder<TInt32>> rows = new LinkedHashMap<>();
  private final Placeholder<TFloat32> rate;
  private final Placeholder<TInt64> number;

  private GraphRun(Graph graph, OptimizerCase given) {
    this.graph = graph;
    this.given = given;
    tf = Ops.create(graph);
    run = new OptimizerRun(graph, given);
    rate = tf.placeholder(TFloat32.class, Placeholder.shape(Shape.scalar()));
    number = tf.placeholder(TInt64.class, Placeholder.shape(Shape.scalar()));
  }

  static List<Expected> of(OptimizerCase given) {
    try (Graph graph = new Graph()) {
      return new GraphRun(graph, given).run();
    }
  }

  private List<Expected> run() {
    List<Op> updates = run.step(tf, this::gradient, rate, number);
    Map<String, Operand<TFloat32>> reads = new LinkedHashMap<>();
    run.values().forEach((name, variable) -> reads.put(name, variable.read(tf)));
    List<Expected> found = new ArrayList<>();
    try (Session session = new Session(graph)) {
      session.initialize();
      for (int step = 0; step < given.expected().size(); step++) {
        step(session, updates, step);
        found.add(read(session, reads));
      }
    }
    return found;
  }

  private Optional<Operand<TFloat32>> gradient(Weight weight) {
    return weight.gradients().get(0).map(first -> placeholder(weight, first));
  }

  /** Sparse gradients may have any number of rows. */
  private Operand<TFloat32> placeholder(Weight weight, Gradient first) {
    Shape whole = weight.initial().shape();
    Shape shape = first.rows().isPresent() ? Shape.of(-1).append(whole.tail()) : whole;
    Placeholder<TFloat32> value = tf.placeholder(TFloat32.class, Placeholder.shape(shape));
    values.put(weight.name(), value);
    if (first.rows().isPresent()) {
      rows.put(weight.name(), tf.placeholder(TInt32.class, Placeholder.shape(Shape.of(-1))));
    }
    return OptimizerRun.operand(tf, whole, value, Optional.ofNullable(rows.get(weight.name())));
  }

  private void step(Session session, List<Op> updates, int step) {
    List<TType> fed = new ArrayList<>();
    Session.Runner runner = session.runner();
    feed(runner, fed, rate, TFloat32.scalarOf(run.rate(step)));
    feed(runner, fed, number, TInt64.scalarOf(step + 1));
    for (Weight weight : given.weights()) {
      if (values.containsKey(weight.name())) {
        Gradient gradient = weight.gradients().get(step).orElseThrow();
        feed(runner, fed, values.get(weight.name()), OptimizerRun.tensor(gradient));
        gradient
            .rows()
            .ifPresent(
                indices -> feed(runner, fed, rows.get(weight.name()), OptimizerRun.rows(indices)));
      }
    }
    updates.forEach(runner::addTarget);
    runner.run().close();
    fed.forEach(TType::close);
  }

  private static <T extends TType> void feed(
      Session.Runner runner, List<TType> fed, Placeholder<T> placeholder, T tensor) {
    fed.add(tensor);
    runner.feed(placeholder, tensor);
  }

  private Expected read(Session session, Map<String, Operand<TFloat32>> reads) {
    Session.Runner runner = session.runner();
    reads.values().forEach(runner::fetch);
    Map<String, float[]> read = new LinkedHashMap<>();
    try (Result result = runner.run()) {
      int i = 0;
      for (String name : reads.keySet()) {
        read.put(name, OptimizerRun.floats((TFloat32) result.get(i++)));
      }
    }
    return run.found(read);
  }
}
