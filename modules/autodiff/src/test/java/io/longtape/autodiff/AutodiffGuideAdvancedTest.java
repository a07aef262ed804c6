package io.longtape.autodiff;

import io.longtape.autodiff.gradients.IndexedSlices;
import io.longtape.autodiff.gradients.RecordedOp;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.StdArrays;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.family.TNumber;

/** The part of docs/autodiff.md on gradients of one's own, higher orders, Jacobians. */
class AutodiffGuideAdvancedTest extends GuideSnippets {

  // guide: own gradient
  /** S(x) is the integral of sin(pi / 2 t^2) from 0 to x, so its slope is what stands inside. */
  static List<Operand<?>> fresnelSin(Ops tf, RecordedOp op, List<Operand<?>> outputGradients) {
    Operand<TNumber> x = op.input(0);
    Operand<TNumber> half = tf.dtypes.cast(tf.constant(Math.PI / 2), x.type());
    Operand<TNumber> slope = tf.math.sin(tf.math.mul(half, tf.math.square(x)));
    Operand<TNumber> dy = outputGradients.get(0).asOutput().expect(x.type());
    return List.of(tf.math.mul(dy, slope));
  }

  // end

  @Test
  void missing() {
    // guide: missing
    try (GradientTape tape = GradientTape.of(session)) {
      Ops tf = tape.ops();
      Operand<TFloat64> x = tf.constant(0.5);
      tape.watch(x);
      Operand<TFloat64> y = tf.math.special.fresnelSin(x);
      tape.gradient(y, x);
    } catch (MissingGradientException e) {
      System.out.println(e.opType()); // FresnelSin
    }
    // end
    // guide: register
    GradientRegistry.register("FresnelSin", AutodiffGuideAdvancedTest::fresnelSin);
    // end
    // guide: check
    GradientChecker.Result result =
        GradientChecker.of((tf, inputs) -> tf.math.special.fresnelSin(inputs.get(0)))
            .check(List.of(StdArrays.ndCopyOf(new double[] {-1, 0.5, 2})));
    System.out.println(result.maxError() < 1e-8); // true
    // end
  }

  // guide: log(1 + e^x)
  record LogOnePlusExp() implements CustomGradient {

    @Override
    public Forward forward(Ops tf, List<Operand<?>> inputs) {
      Operand<TFloat32> e = tf.math.exp(number(inputs.get(0)));
      return Forward.of(
          tf.math.log(tf.math.add(tf.constant(1f), e)), e); // the output; what to keep
    }

    @Override
    public List<Operand<?>> backward(
        Ops tf, List<Operand<?>> saved, List<Operand<?>> outputGradients) {
      Operand<TFloat32> one = tf.constant(1f);
      Operand<TFloat32> rest = tf.math.div(one, tf.math.add(one, number(saved.get(0))));
      return List.of(tf.math.mul(number(outputGradients.get(0)), tf.math.sub(one, rest)));
    }

    private static Operand<TFloat32> number(Operand<?> operand) {
      return operand.asOutput().expect(TFloat32.class);
    }
  }

  // end

  @Test
  void stable() {
    // guide: stable
    try (GradientTape tape = GradientTape.persistent(session)) {
      Ops tf = tape.ops();
      Operand<TFloat32> x = tf.constant(100f);
      tape.watch(x);
      Operand<TFloat32> plain = tf.math.log(tf.math.add(tf.constant(1f), tf.math.exp(x)));
      System.out.println(show(tape.gradient(plain, x).asTensor())); // NaN
      Operand<TFloat32> stable = CustomGradient.call(tf, new LogOnePlusExp(), x);
      System.out.println(show(tape.gradient(stable, x).asTensor())); // 1.0
    }
    // end
  }

  // guide: clip
  record ClipGradient(float limit) implements CustomGradient {

    @Override
    public Forward forward(Ops tf, List<Operand<?>> inputs) {
      return Forward.of(inputs.get(0));
    }

    @Override
    public List<Operand<?>> backward(
        Ops tf, List<Operand<?>> saved, List<Operand<?>> outputGradients) {
      Operand<TFloat32> dy = outputGradients.get(0).asOutput().expect(TFloat32.class);
      return List.of(tf.clipByValue(dy, tf.constant(-limit), tf.constant(limit)));
    }
  }

  // end

  @Test
  void clipped() {
    // guide: clipped
    try (GradientTape tape = GradientTape.of(session)) {
      Ops tf = tape.ops();
      Operand<TFloat32> x = tf.constant(new float[] {0.1f, 3, -5});
      tape.watch(x);
      Operand<TFloat32> y = tf.math.square(CustomGradient.call(tf, new ClipGradient(1), x));
      System.out.println(show(tape.gradient(y, x).asTensor())); // [0.2, 1.0, -1.0]
    }
    // end
  }

  @Test
  void severalTapes() {
    // guide: several tapes
    try (GradientTape a = GradientTape.of(session);
        GradientTape b = GradientTape.of(a.environment())) {
      Ops tf = b.ops(); // both record
      Operand<TFloat32> x = tf.constant(2f);
      Operand<TFloat32> z = tf.constant(3f);
      a.watch(x);
      b.watch(z);
      Operand<TFloat32> y = tf.math.mul(tf.math.square(x), z);
      System.out.println(show(b.gradient(y, z).asTensor())); // 4.0
      System.out.println(show(a.gradient(y, x).asTensor())); // 12.0
    }
    // end
  }

  @Test
  void secondOrder() {
    // guide: second order
    try (GradientTape outer = GradientTape.of(session);
        GradientTape inner = GradientTape.of(outer.environment())) {
      Ops tf = inner.ops();
      Operand<TFloat32> x = tf.constant(2f);
      outer.watch(x);
      inner.watch(x);
      Operand<TFloat32> y = tf.math.mul(tf.math.square(x), x);
      Operand<TFloat32> first = inner.gradient(y, x); // recorded by the outer tape
      Operand<TFloat32> second = outer.gradient(first, x);
      System.out.println(show(first.asTensor())); // 12.0
      System.out.println(show(second.asTensor())); // 12.0
    }
    // end
  }

  @Test
  void orders() {
    // guide: orders
    try (GradientTape tape = GradientTape.persistent(session)) {
      Ops tf = tape.ops();
      Operand<TFloat32> x = tf.constant(2f);
      tape.watch(x);
      Operand<TFloat32> derivative = tf.math.square(tf.math.square(x));
      for (int order = 1; order <= 3; order++) {
        derivative = tape.gradient(derivative, x);
        System.out.println(order + ": " + show(derivative.asTensor()));
        // 1: 32.0
        // 2: 48.0
        // 3: 48.0
      }
    }
    // end
  }

  @Test
  void penalty() {
    // guide: penalty
    Ops initial = Ops.create(session);
    try (ResourceVariable<TFloat32> w =
            ResourceVariable.of(session, "w", initial.constant(new float[][] {{1}, {2}}));
        GradientTape outer = GradientTape.of(session);
        GradientTape inner = GradientTape.of(outer.environment())) {
      Ops tf = inner.ops();
      Operand<TFloat32> x = tf.constant(new float[][] {{1, 1}});
      inner.watch(x);
      Operand<TFloat32> y = tf.math.square(tf.linalg.matMul(x, w.read(tf)));
      Operand<TFloat32> slope = inner.gradient(y, x); // [[6, 12]]
      Operand<TFloat32> penalty =
          tf.reduceSum(tf.math.square(slope), tf.constant(new int[] {0, 1}));
      System.out.println(show(penalty.asTensor())); // 180.0
      System.out.println(show(outer.gradient(penalty, w).asTensor())); // [[192.0], [264.0]]
    }
    // end
  }

  @Test
  void jacobian() {
    // guide: jacobian
    try (GradientTape tape = GradientTape.of(session)) {
      Ops tf = tape.ops();
      Operand<TFloat32> x = tf.constant(new float[] {1, 2});
      tape.watch(x);
      Operand<TFloat32> w = tf.constant(new float[][] {{1, 2}, {3, 4}, {5, 6}});
      Operand<TFloat32> column = tf.expandDims(tf.math.square(x), tf.constant(1));
      Operand<TFloat32> y = tf.squeeze(tf.linalg.matMul(w, column));
      System.out.println(
          show(tape.jacobian(y, x).asTensor())); // [[2.0, 8.0], [6.0, 16.0], [10.0, 24.0]]
    }
    // end
  }

  @Test
  void jacobianOfAVariable() {
    // guide: jacobian of a variable
    Ops initial = Ops.create(session);
    try (ResourceVariable<TFloat32> kernel =
            ResourceVariable.of(session, "kernel", initial.constant(new float[3][2]));
        GradientTape tape = GradientTape.of(session)) {
      Ops tf = tape.ops();
      Operand<TFloat32> x = tf.constant(new float[5][3]);
      Operand<TFloat32> y = tf.math.sigmoid(tf.linalg.matMul(x, kernel.read(tf)));
      System.out.println(tape.jacobian(y, kernel).shape()); // [5, 2, 3, 2]
    }
    // end
  }

  @Test
  void hessian() {
    // guide: hessian
    try (GradientTape outer = GradientTape.of(session);
        GradientTape inner = GradientTape.of(outer.environment())) {
      Ops tf = inner.ops();
      Operand<TFloat32> x = tf.constant(new float[] {1, 2});
      outer.watch(x);
      inner.watch(x);
      Operand<TFloat32> y = tf.math.square(tf.reduceProd(x, tf.constant(0)));
      Operand<TFloat32> first = inner.gradient(y, x);
      System.out.println(show(outer.jacobian(first, x).asTensor())); // [[8.0, 8.0], [8.0, 2.0]]
    }
    // end
  }

  @Test
  void hessianVectorProduct() {
    // guide: hessian-vector product
    try (GradientTape outer = GradientTape.of(session);
        GradientTape inner = GradientTape.of(outer.environment())) {
      Ops tf = inner.ops();
      Operand<TFloat32> x = tf.constant(new float[] {1, 2});
      outer.watch(x);
      inner.watch(x);
      Operand<TFloat32> y = tf.math.square(tf.reduceProd(x, tf.constant(0)));
      Operand<TFloat32> first = inner.gradient(y, x);
      GradientOptions along =
          GradientOptions.defaults().withOutputGradients(List.of(tf.constant(new float[] {1, -1})));
      List<Operand<TFloat32>> product = outer.gradient(List.of(first), List.of(x), along);
      System.out.println(show(product.get(0).asTensor())); // [0.0, 6.0]
    }
    // end
  }

  @Test
  void batchJacobian() {
    // guide: batch jacobian
    try (GradientTape tape = GradientTape.of(session)) {
      Ops tf = tape.ops();
      Operand<TFloat32> x = tf.constant(new float[][] {{1, 2}, {3, 4}});
      tape.watch(x);
      Operand<TFloat32> y = tf.math.square(x);
      System.out.println(show(tape.batchJacobian(y, x).asTensor()));
      // [[[2.0, 0.0], [0.0, 4.0]], [[6.0, 0.0], [0.0, 8.0]]]
    }
    // end
  }

  @Test
  void embedding() {
    // guide: embedding
    Ops initial = Ops.create(session);
    try (ResourceVariable<TFloat32> table =
            ResourceVariable.of(
                session, "table", initial.constant(new float[][] {{1, 2}, {3, 4}, {5, 6}}));
        GradientTape tape = GradientTape.of(session)) {
      Ops tf = tape.ops();
      Operand<TFloat32> rows = table.gather(tf, tf.constant(new int[] {2, 0, 2}));
      Operand<TFloat32> gradient = tape.gradient(tf.math.square(rows), table);
      if (gradient instanceof IndexedSlices<TFloat32> slices) {
        System.out.println(slices.indices().shape()); // [3]
        System.out.println(
            show(slices.values().asTensor())); // [[10.0, 12.0], [2.0, 4.0], [10.0, 12.0]]
      }
      System.out.println(show(gradient.asTensor())); // [[2.0, 4.0], [0.0, 0.0], [20.0, 24.0]]

      table.assignSub(initial, gradient);
      System.out.println(show(table.read(initial).asTensor()));
      // [[-1.0, -2.0], [3.0, 4.0], [-15.0, -18.0]]
    }
    // end
  }
}
