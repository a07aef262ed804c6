package io.longtape.benchmarks;

import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;

/** Trains {@link LstmRegression} by a graph, built once and run in a session. */
final class GraphStep implements Step {

  private final TFloat32 features = LstmRegression.features();
  private final TFloat32 targets = LstmRegression.targets();
  private final Graph graph = new Graph();
  private final Operand<TFloat32> featuresIn;
  private final Operand<TFloat32> targetsIn;
  private final Operand<TFloat32> loss;
  private final List<Op> updates;
  private final Session session;

  /** How gradients come into the graph. */
  private interface Differentiation {

    LstmRegression.Gradients of(
        LstmRegression network, Graph graph, Operand<TFloat32> features, Operand<TFloat32> targets);
  }

  private GraphStep(Differentiation differentiation) {
    Ops tf = Ops.create(graph);
    featuresIn =
        tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1, LstmRegression.FEATURES)));
    targetsIn = tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1, 1)));
    LstmRegression network = LstmRegression.of(graph);
    LstmRegression.Gradients gradients = differentiation.of(network, graph, featuresIn, targetsIn);
    loss = gradients.loss();
    updates = network.update(tf, gradients.ofWeights());
    session = new Session(graph);
    session.initialize();
  }

  /** The same code as the eager step, with the tape over a graph. */
  static GraphStep byTape() {
    return new GraphStep(LstmRegression::differentiate);
  }

  /** The gradients that TensorFlow itself adds to a graph. */
  static GraphStep byAddGradients() {
    return new GraphStep(GraphStep::addGradients);
  }

  private static LstmRegression.Gradients addGradients(
      LstmRegression network, Graph graph, Operand<TFloat32> features, Operand<TFloat32> targets) {
    Ops tf = Ops.create(graph);
    List<Operand<TFloat32>> weights = network.read(tf);
    Operand<TFloat32> loss = network.loss(tf, weights, features, targets);
    Output<?>[] inputs = weights.stream().map(Operand::asOutput).toArray(Output<?>[]::new);
    List<Operand<TFloat32>> gradients = new ArrayList<>();
    for (Output<?> gradient : graph.addGradients(loss.asOutput(), inputs)) {
      gradients.add(gradient.expect(TFloat32.class));
    }
    return new LstmRegression.Gradients(loss, gradients);
  }

  @Override
  public float run() {
    Session.Runner runner =
        session.runner().feed(featuresIn, features).feed(targetsIn, targets).fetch(loss);
    updates.forEach(runner::addTarget);
    try (Result result = runner.run()) {
      return ((TFloat32) result.get(0)).getFloat();
    }
  }

  @Override
  public void close() {
    session.close();
    graph.close();
    features.close();
    targets.close();
  }
}
