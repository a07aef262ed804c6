package io.longtape.optimizers;

import static org.assertj.core.api.Assertions.assertThat;

import io.longtape.autodiff.ResourceVariable;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;

/**
 * In a graph, updates wait for all gradients. The loss is {@code a * b}, so that each variable's
 * gradient is the other variable; that of {@code a} is there at once, and {@code b} learns only
 * after a slow op what {@code a} is.
 */
class UpdateOrderTest {

  private static final int SIZE = 300;

  static List<Optimizer> optimizers() {
    return List.of(
        SGD.of(1),
        SGD.of(1).withMomentum(0.9),
        SGD.of(1).withWeightDecay(0.5),
        Adam.of(1),
        AdamW.of(1),
        RMSprop.of(1),
        Nadam.of(1));
  }

  /**
   * Some milliseconds of work. It works on what is fed, since a constant would be folded, and is a
   * target of the step, since what only control edges lead away from would be left out.
   */
  private record Slow(Placeholder<TFloat32> fed, Operand<TFloat32> product) {

    static Slow of(Ops tf) {
      Placeholder<TFloat32> fed =
          tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(SIZE, SIZE)));
      Operand<TFloat32> product = fed;
      for (int i = 0; i < 20; i++) {
        product = tf.linalg.matMul(product, product);
      }
      return new Slow(fed, product);
    }

    Ops after(Ops tf) {
      return tf.withControlDependencies(List.of(product));
    }

    float step(Session session, List<Op> updates, Operand<TFloat32> fetched) {
      try (TFloat32 zeros = TFloat32.tensorOf(Shape.of(SIZE, SIZE))) {
        Session.Runner runner = session.runner().feed(fed, zeros).addTarget(product).fetch(fetched);
        updates.forEach(runner::addTarget);
        try (Result result = runner.run()) {
          return ((TFloat32) result.get(0)).getFloat();
        }
      }
    }
  }

  private static List<Op> updates(
      Ops tf, Optimizer optimizer, List<GradientAndVariable> pairs, VariableSlots slots) {
    Ops free = Ops.create(tf.scope().env());
    Operand<TFloat32> rate = free.constant(1f);
    Operand<TInt64> step = free.constant(1L);
    return optimizer.apply(tf, pairs, rate, step, slots);
  }

  private static VariableSlots slots(Graph graph, Optimizer optimizer) {
    VariableSlots slots = new VariableSlots(graph, optimizer);
    slots.addFor("a", Shape.scalar());
    slots.addFor("b", Shape.scalar());
    return slots;
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void noGradientSeesAVariableThatIsUpdated(Optimizer optimizer) {
    try (Graph graph = new Graph()) {
      Ops tf = Ops.create(graph);
      ResourceVariable<TFloat32> a = ResourceVariable.of(graph, "a", tf.constant(3f));
      ResourceVariable<TFloat32> b = ResourceVariable.of(graph, "b", tf.constant(5f));
      Operand<TFloat32> gradientOfA = b.read(tf);
      Slow slow = Slow.of(tf);
      Operand<TFloat32> gradientOfB = a.read(slow.after(tf));
      List<Op> updates =
          updates(
              tf,
              optimizer,
              List.of(
                  new GradientAndVariable(gradientOfA, "a", a),
                  new GradientAndVariable(gradientOfB, "b", b)),
              slots(graph, optimizer));
      try (Session session = new Session(graph)) {
        session.initialize();
        assertThat(slow.step(session, updates, gradientOfB)).isEqualTo(3f);
        assertThat(value(session, a.read(tf))).isNotEqualTo(3f);
        assertThat(value(session, b.read(tf))).isNotEqualTo(5f);
      }
    }
  }

  @Test
  void updatesWaitForWhatTheCallerWaitsFor() {
    try (Graph graph = new Graph()) {
      Ops tf = Ops.create(graph);
      ResourceVariable<TFloat32> a = ResourceVariable.of(graph, "a", tf.constant(3f));
      Slow slow = Slow.of(tf);
      Operand<TFloat32> metric = a.read(slow.after(tf));
      Optimizer optimizer = SGD.of(1);
      List<Op> updates =
          updates(
              tf.withControlDependencies(List.of(metric)),
              optimizer,
              List.of(new GradientAndVariable(tf.constant(2f), "a", a)),
              slots(graph, optimizer));
      try (Session session = new Session(graph)) {
        session.initialize();
        assertThat(slow.step(session, updates, metric)).isEqualTo(3f);
        assertThat(value(session, a.read(tf))).isEqualTo(1f);
      }
    }
  }

  private static float value(Session session, Operand<TFloat32> read) {
    try (Result result = session.runner().fetch(read).run()) {
      return ((TFloat32) result.get(0)).getFloat();
    }
  }
}
