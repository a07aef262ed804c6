package io.longtape.autodiff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.longtape.autodiff.gradients.IndexedSlices;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.tensorflow.EagerSession;
import org.tensorflow.ExecutionEnvironment;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.core.Unstack;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/** An LSTM classifier over an embedding, whose training step is written once and run both ways. */
class OneStepTwoWaysTest {

  private static final int VOCABULARY = 11;
  private static final int DIMENSIONS = 4;
  private static final int UNITS = 5;
  private static final int CLASSES = 3;
  private static final int TIME = 6;
  private static final int STEPS = 4;
  private static final Shape[] SHAPES = {
    Shape.of(VOCABULARY, DIMENSIONS),
    Shape.of(DIMENSIONS, 4 * UNITS),
    Shape.of(UNITS, 4 * UNITS),
    Shape.of(4 * UNITS),
    Shape.of(UNITS, CLASSES),
    Shape.of(CLASSES)
  };

  /** Batches of different size, so that nothing may depend on it. */
  private static final int[] BATCHES = {3, 3, 2, 3};

  private record Step(
      Operand<TFloat32> loss, List<Operand<TFloat32>> gradients, List<Op> updates) {}

  private static Step step(
      ExecutionEnvironment env,
      List<ResourceVariable<TFloat32>> weights,
      Operand<TInt32> tokens,
      Operand<TInt32> labels) {
    try (GradientTape tape = GradientTape.of(env)) {
      Operand<TFloat32> loss = loss(tape.ops(), weights, tokens, labels);
      List<Operand<TFloat32>> gradients = tape.gradient(loss, weights);
      Ops tf = Ops.create(env).withControlDependencies(new ArrayList<Op>(gradients));
      List<Op> updates = new ArrayList<>();
      for (int i = 0; i < gradients.size(); i++) {
        Operand<TFloat32> gradient = gradients.get(i);
        if (gradient instanceof IndexedSlices<TFloat32> rows) {
          Operand<TFloat32> scaled = tf.math.mul(tf.constant(0.5f), rows.values());
          gradient = IndexedSlices.of(tf, scaled, rows.indices(), rows.denseShape());
        } else {
          gradient = tf.math.mul(tf.constant(0.5f), gradient);
        }
        updates.add(weights.get(i).assignSub(tf, gradient));
      }
      return new Step(loss, gradients, updates);
    }
  }

  private static Operand<TFloat32> loss(
      Ops tf,
      List<ResourceVariable<TFloat32>> weights,
      Operand<TInt32> tokens,
      Operand<TInt32> labels) {
    Operand<TFloat32> embedded = weights.get(0).gather(tf, tokens);
    List<Output<TFloat32>> xs = tf.unstack(embedded, (long) TIME, Unstack.axis(1L)).output();
    Operand<TFloat32> kernel = weights.get(1).read(tf);
    Operand<TFloat32> recurrent = weights.get(2).read(tf);
    Operand<TFloat32> bias = weights.get(3).read(tf);
    Operand<TFloat32> h = null;
    Operand<TFloat32> c = null;
    for (Output<TFloat32> x : xs) {
      Operand<TFloat32> z = tf.math.add(tf.linalg.matMul(x, kernel), bias);
      z = h == null ? z : tf.math.add(z, tf.linalg.matMul(h, recurrent));
      List<Output<TFloat32>> gates = tf.split(tf.constant(1), z, 4L).output();
      Operand<TFloat32> fresh =
          tf.math.mul(tf.math.sigmoid(gates.get(0)), tf.math.tanh(gates.get(2)));
      c = c == null ? fresh : tf.math.add(tf.math.mul(tf.math.sigmoid(gates.get(1)), c), fresh);
      h = tf.math.mul(tf.math.sigmoid(gates.get(3)), tf.math.tanh(c));
    }
    Operand<TFloat32> logits =
        tf.math.add(tf.linalg.matMul(h, weights.get(4).read(tf)), weights.get(5).read(tf));
    Operand<TFloat32> losses = tf.nn.sparseSoftmaxCrossEntropyWithLogits(logits, labels).loss();
    return tf.math.mean(losses, tf.constant(0));
  }

  private record Run(List<float[]> losses, List<float[]> gradients, List<float[]> weights) {}

  @Test
  void eagerAndGraphGiveTheSameNumbers() {
    Run eager = eager();
    Run graph = graph();
    assertClose(eager.losses, graph.losses);
    assertClose(eager.gradients, graph.gradients);
    assertClose(eager.weights, graph.weights);
    // It learns: the last batch is the first one again.
    assertThat(eager.losses.get(STEPS - 1)[0]).isLessThan(eager.losses.get(0)[0]);
  }

  private static void assertClose(List<float[]> a, List<float[]> b) {
    assertThat(a).hasSameSizeAs(b);
    for (int i = 0; i < a.size(); i++) {
      assertThat(a.get(i)).hasSameSizeAs(b.get(i));
      for (int j = 0; j < a.get(i).length; j++) {
        assertThat(a.get(i)[j]).isCloseTo(b.get(i)[j], within(1e-6f));
      }
    }
  }

  private static Run eager() {
    Run run = new Run(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    try (EagerSession session = EagerSession.create();
        EagerScope around = EagerScope.of(session)) {
      List<ResourceVariable<TFloat32>> weights = new ArrayList<>();
      for (Shape shape : SHAPES) {
        try (TFloat32 first = firstWeights(shape)) {
          weights.add(ResourceVariable.of(around, "w", around.feed(first)));
        }
      }
      for (int i = 0; i < STEPS; i++) {
        try (EagerScope scope = EagerScope.of(session);
            TInt32 tokens = tokens(i);
            TInt32 labels = labels(i)) {
          Step step = step(scope, weights, scope.feed(tokens), scope.feed(labels));
          run.losses.add(floats(step.loss.asTensor()));
          step.gradients.forEach(gradient -> run.gradients.add(floats(gradient.asTensor())));
        }
      }
      for (ResourceVariable<TFloat32> weight : weights) {
        run.weights.add(floats(weight.read(around.ops()).asTensor()));
        weight.close();
      }
      // A walk that came again was compiled, also for the batch of another size.
      assertThat(WalkCache.of(session).size()).isEqualTo(1);
    }
    return run;
  }

  private static Run graph() {
    Run run = new Run(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    try (Graph graph = new Graph()) {
      Ops tf = Ops.create(graph);
      List<ResourceVariable<TFloat32>> weights = new ArrayList<>();
      for (Shape shape : SHAPES) {
        try (TFloat32 first = firstWeights(shape)) {
          weights.add(ResourceVariable.of(graph, "w", tf.constantOf(first)));
        }
      }
      Placeholder<TInt32> tokens =
          tf.placeholder(TInt32.class, Placeholder.shape(Shape.of(-1, TIME)));
      Placeholder<TInt32> labels = tf.placeholder(TInt32.class, Placeholder.shape(Shape.of(-1)));
      Step step = step(graph, weights, tokens, labels);
      List<Operand<TFloat32>> reads = weights.stream().map(w -> w.read(tf)).toList();
      try (Session session = new Session(graph)) {
        session.initialize();
        for (int i = 0; i < STEPS; i++) {
          try (TInt32 tokenBatch = tokens(i);
              TInt32 labelBatch = labels(i)) {
            Session.Runner runner =
                session.runner().feed(tokens, tokenBatch).feed(labels, labelBatch);
            runner.fetch(step.loss);
            step.gradients.forEach(runner::fetch);
            step.updates.forEach(runner::addTarget);
            try (Result result = runner.run()) {
              run.losses.add(floats((TFloat32) result.get(0)));
              for (int k = 1; k < result.size(); k++) {
                run.gradients.add(floats((TFloat32) result.get(k)));
              }
            }
          }
        }
        Session.Runner runner = session.runner();
        reads.forEach(runner::fetch);
        try (Result result = runner.run()) {
          for (int k = 0; k < result.size(); k++) {
            run.weights.add(floats((TFloat32) result.get(k)));
          }
        }
      }
    }
    return run;
  }

  private static TFloat32 firstWeights(Shape shape) {
    Random random = new Random(Arrays.hashCode(shape.asArray()));
    float[] values = new float[Math.toIntExact(shape.size())];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian() * 0.3f;
    }
    return TFloat32.tensorOf(shape, DataBuffers.of(values, true, false));
  }

  private static TInt32 tokens(int step) {
    int[] values = new int[BATCHES[step] * TIME];
    for (int i = 0; i < values.length; i++) {
      values[i] = (step % (STEPS - 1) * 5 + i * i) % VOCABULARY;
    }
    return TInt32.tensorOf(Shape.of(BATCHES[step], TIME), DataBuffers.of(values, true, false));
  }

  private static TInt32 labels(int step) {
    int[] values = new int[BATCHES[step]];
    for (int i = 0; i < values.length; i++) {
      values[i] = (step % (STEPS - 1) + i) % CLASSES;
    }
    return TInt32.tensorOf(Shape.of(values.length), DataBuffers.of(values, true, false));
  }

  private static float[] floats(TFloat32 tensor) {
    float[] values = new float[Math.toIntExact(tensor.size())];
    tensor.copyTo(DataBuffers.of(values, false, false));
    return values;
  }
}
