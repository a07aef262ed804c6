package io.longtape.autodiff;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tensorflow.EagerSession;
import org.tensorflow.ExecutionEnvironment;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.StdArrays;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;

/** The part of docs/autodiff.md on a training step, eagerly and as a graph. */
class AutodiffGuideTrainingTest extends GuideSnippets {

  // guide: step
  /** Fits y = a x + b by gradient descent; runs eagerly or becomes part of a graph. */
  record Line(ResourceVariable<TFloat32> a, ResourceVariable<TFloat32> b) {

    static Line of(ExecutionEnvironment env) {
      Ops tf = Ops.create(env);
      return new Line(
          ResourceVariable.of(env, "a", tf.constant(0f)),
          ResourceVariable.of(env, "b", tf.constant(0f)));
    }

    /** The loss before the step, and the updates. */
    record Step(Operand<TFloat32> loss, List<Op> updates) {}

    Step step(ExecutionEnvironment env, Operand<TFloat32> x, Operand<TFloat32> y) {
      List<ResourceVariable<TFloat32>> variables = List.of(a, b);
      try (GradientTape tape = GradientTape.of(env)) {
        Ops tf = tape.ops();
        Operand<TFloat32> line = tf.math.add(tf.math.mul(a.read(tf), x), b.read(tf));
        Operand<TFloat32> loss = tf.math.mean(tf.math.squaredDifference(line, y), tf.constant(0));
        List<Operand<TFloat32>> gradients = tape.gradient(loss, variables);

        Ops after = Ops.create(env).withControlDependencies(new ArrayList<Op>(gradients));
        Operand<TFloat32> rate = after.constant(0.1f);
        List<Op> updates = new ArrayList<>();
        for (int i = 0; i < variables.size(); i++) {
          updates.add(variables.get(i).assignSub(after, after.math.mul(rate, gradients.get(i))));
        }
        return new Step(loss, updates);
      }
    }
  }

  // end

  private static float[] batch(int step, boolean targets) {
    float[] numbers = new float[8];
    for (int i = 0; i < numbers.length; i++) {
      float x = (float) Math.sin(8 * step + i);
      numbers[i] = targets ? 2 * x - 1 : x;
    }
    return numbers;
  }

  @Test
  void eagerly() {
    // guide: eager loop
    try (EagerSession session = EagerSession.create()) {
      Line line = Line.of(session);
      for (int i = 1; i <= 100; i++) {
        try (EagerScope scope = EagerScope.of(session);
            TFloat32 x = TFloat32.tensorOf(StdArrays.ndCopyOf(batch(i, false)));
            TFloat32 y = TFloat32.tensorOf(StdArrays.ndCopyOf(batch(i, true)))) {
          Line.Step step = line.step(scope, scope.feed(x), scope.feed(y));
          if (i == 1 || i % 50 == 0) {
            System.out.println(i + ": " + step.loss().asTensor().getFloat());
            // 1: 2.465642
            // 50: 7.319612E-5
            // 100: 1.5467E-9
          }
        }
      }
      System.out.println(Math.round(line.a().read(Ops.create(session)).asTensor().getFloat())); // 2
      line.a().close();
      line.b().close();
    }
    // end
  }

  @Test
  void asGraph() {
    // guide: graph loop
    try (Graph graph = new Graph()) {
      Ops tf = Ops.create(graph);
      Shape anyLength = Shape.of(Shape.UNKNOWN_SIZE);
      Placeholder<TFloat32> x = tf.placeholder(TFloat32.class, Placeholder.shape(anyLength));
      Placeholder<TFloat32> y = tf.placeholder(TFloat32.class, Placeholder.shape(anyLength));
      Line line = Line.of(graph);
      Line.Step step = line.step(graph, x, y);
      Operand<TFloat32> slope = line.a().read(tf);
      try (Session session = new Session(graph)) {
        session.initialize(); // gives the variables their first values
        for (int i = 1; i <= 100; i++) {
          try (TFloat32 fedX = TFloat32.tensorOf(StdArrays.ndCopyOf(batch(i, false)));
              TFloat32 fedY = TFloat32.tensorOf(StdArrays.ndCopyOf(batch(i, true)))) {
            Session.Runner runner = session.runner().feed(x, fedX).feed(y, fedY);
            step.updates().forEach(runner::addTarget);
            runner.run().close();
          }
        }
        try (Result result = session.runner().fetch(slope).run()) {
          System.out.println(Math.round(((TFloat32) result.get(0)).getFloat())); // 2
        }
      }
    }
    // end
  }

  @Test
  void kept() {
    // guide: kept
    try (EagerScope step = EagerScope.of(session)) {
      Operand<TFloat32> gradient;
      try (EagerScope pass = EagerScope.of(step);
          GradientTape tape = GradientTape.of(pass)) {
        Ops tf = tape.ops();
        Operand<TFloat32> x = tf.constant(3f);
        tape.watch(x);
        gradient = pass.keep(tape.gradient(tf.math.square(x), x));
      } // all of the pass is freed, but for the gradient
      System.out.println(show(gradient.asTensor())); // 6.0
    } // and now the gradient
    // end
  }
}
