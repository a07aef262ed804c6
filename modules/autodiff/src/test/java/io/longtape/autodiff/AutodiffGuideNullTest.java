package io.longtape.autodiff;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/** The part of docs/autodiff.md that says why a gradient can be null. */
class AutodiffGuideNullTest extends GuideSnippets {

  @Test
  void readOutside() {
    // guide: read outside
    Ops outside = Ops.create(session);
    try (ResourceVariable<TFloat32> w = ResourceVariable.of(session, "w", outside.constant(3f));
        GradientTape tape = GradientTape.of(session)) {
      Ops tf = tape.ops();
      Operand<TFloat32> value = w.read(outside);
      Operand<TFloat32> y = tf.math.square(value);
      System.out.println(tape.gradient(y, w)); // null
    }
    // end
  }

  @Test
  void otherOps() {
    // guide: other ops
    try (GradientTape tape = GradientTape.of(session)) {
      Ops tf = tape.ops();
      Ops outside = Ops.create(session);
      Operand<TFloat32> x = tf.constant(3f);
      tape.watch(x);
      Operand<TFloat32> cube = outside.math.mul(x, outside.math.square(x));
      Operand<TFloat32> y = tf.math.add(tf.math.square(x), cube);
      System.out.println(show(tape.gradient(y, x).asTensor())); // 6.0
    }
    // end
  }

  @Test
  void throughJava() {
    // guide: through Java
    try (GradientTape tape = GradientTape.of(session)) {
      Ops tf = tape.ops();
      Operand<TFloat32> x = tf.constant(3f);
      tape.watch(x);
      float inJava = (float) Math.sqrt(x.asTensor().getFloat());
      Operand<TFloat32> y = tf.math.square(tf.constant(inJava));
      System.out.println(tape.gradient(y, x)); // null
    }
    // end
  }

  @Test
  void integers() {
    // guide: integers
    try (GradientTape tape = GradientTape.persistent(session)) {
      Ops tf = tape.ops();
      Operand<TFloat32> x = tf.constant(3.7f);
      tape.watch(x);
      Operand<TInt32> whole = tf.dtypes.cast(x, TInt32.class);
      Operand<TFloat32> y = tf.math.square(tf.dtypes.cast(whole, TFloat32.class));
      System.out.println(tape.gradient(y, x)); // null
      try {
        tape.watch(whole);
      } catch (IllegalArgumentException e) {
        System.out.println("integers cannot be watched"); // integers cannot be watched
      }
    }
    // end
  }

  @Test
  void barriers() {
    // guide: barriers
    try (GradientTape tape = GradientTape.persistent(session)) {
      Ops tf = tape.ops();
      Operand<TFloat32> x = tf.constant(3f);
      tape.watch(x);
      Operand<TFloat32> held = tf.stopGradient(tf.math.square(x));
      System.out.println(tape.gradient(held, x)); // null
      System.out.println(tape.gradient(tf.math.round(x), x)); // null
      System.out.println(show(tape.gradient(tf.math.mul(held, x), x).asTensor())); // 9.0
    }
    // end
  }

  @Test
  void unconnected() {
    // guide: unconnected
    try (GradientTape tape = GradientTape.persistent(session)) {
      Ops tf = tape.ops();
      Operand<TFloat32> x = tf.constant(new float[] {1, 2});
      Operand<TFloat32> other = tf.constant(3f);
      tape.watch(x, other);
      Operand<TFloat32> y = tf.math.square(other);
      System.out.println(tape.gradient(y, x)); // null

      GradientOptions zeros = GradientOptions.defaults().withUnconnected(UnconnectedGradients.ZERO);
      List<Operand<TFloat32>> gradients = tape.gradient(List.of(y), List.of(x), zeros);
      System.out.println(show(gradients.get(0).asTensor())); // [0.0, 0.0]
    }
    // end
  }

  @Test
  void state() {
    // guide: state
    Ops initial = Ops.create(session);
    try (ResourceVariable<TFloat32> a = ResourceVariable.of(session, "a", initial.constant(2f));
        ResourceVariable<TFloat32> b = ResourceVariable.of(session, "b", initial.constant(3f));
        GradientTape tape = GradientTape.of(session)) {
      Ops tf = tape.ops();
      b.assignAdd(tf, a.read(tf));
      Operand<TFloat32> y = tf.math.square(b.read(tf));
      List<Operand<TFloat32>> gradients = tape.gradient(y, List.of(a, b));
      System.out.println(gradients.get(0)); // null
      System.out.println(show(gradients.get(1).asTensor())); // 10.0
    }
    // end
  }
}
