package io.longtape.autodiff;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tensorflow.EagerSession;
import org.tensorflow.ExecutionEnvironment;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** The first part of docs/autodiff.md: what a tape records and what a gradient is. */
class AutodiffGuideTest extends GuideSnippets {

  @Test
  void theGuideShowsTheseSnippets() throws IOException {
    List<Snippet> all = new ArrayList<>();
    all.addAll(snippets(GuideSnippets.class));
    all.addAll(snippets(AutodiffGuideTest.class));
    all.addAll(snippets(AutodiffGuideNullTest.class));
    all.addAll(snippets(AutodiffGuideAdvancedTest.class));
    all.addAll(snippets(AutodiffGuideTrainingTest.class));
    assertThat(all).hasSizeGreaterThan(30);
    assertShown(Path.of("../../docs/autodiff.md"), all);
  }

  @Test
  void theReadmeShowsTheFirstGradient() throws IOException {
    Snippet first =
        snippets(AutodiffGuideTest.class).stream()
            .filter(snippet -> snippet.name().equals("first gradient"))
            .findFirst()
            .orElseThrow();
    assertThat(code(Path.of("../../README.md"))).contains(first.code());
  }

  @Test
  void firstGradient() {
    // guide: first gradient
    try (EagerSession session = EagerSession.create();
        GradientTape tape = GradientTape.of(session)) {
      Ops tf = tape.ops();
      Operand<TFloat32> x = tf.constant(3f);
      tape.watch(x);
      Operand<TFloat32> y = tf.math.mul(x, tf.math.square(x));
      Operand<TFloat32> slope = tape.gradient(y, x);
      System.out.println(slope.asTensor().getFloat()); // 27.0
    }
    // end
  }

  @Test
  void shapes() {
    // guide: shapes
    try (GradientTape tape = GradientTape.of(session)) {
      Ops tf = tape.ops();
      Operand<TFloat32> x = tf.constant(new float[][] {{1, 2}, {3, 4}});
      tape.watch(x);
      Operand<TFloat32> y = tf.reduceSum(tf.math.square(x), tf.constant(new int[] {0, 1}));
      System.out.println(show(tape.gradient(y, x).asTensor())); // [[2.0, 4.0], [6.0, 8.0]]
    }
    // end
  }

  @Test
  void denseLayer() {
    // guide: dense layer
    Ops initial = Ops.create(session);
    try (ResourceVariable<TFloat32> kernel =
            ResourceVariable.of(
                session, "kernel", initial.constant(new float[][] {{1, 0}, {0, 1}, {1, 1}}));
        ResourceVariable<TFloat32> bias =
            ResourceVariable.of(session, "bias", initial.constant(new float[] {0, 0}));
        GradientTape tape = GradientTape.of(session)) {
      Ops tf = tape.ops();
      Operand<TFloat32> x = tf.constant(new float[][] {{1, 2, 3}});
      Operand<TFloat32> y = tf.math.add(tf.linalg.matMul(x, kernel.read(tf)), bias.read(tf));
      Operand<TFloat32> loss = tf.math.mean(tf.math.square(y), tf.constant(new int[] {0, 1}));

      List<Operand<TFloat32>> gradients = tape.gradient(loss, List.of(kernel, bias));
      System.out.println(
          show(gradients.get(0).asTensor())); // [[4.0, 5.0], [8.0, 10.0], [12.0, 15.0]]
      System.out.println(show(gradients.get(1).asTensor())); // [4.0, 5.0]
    }
    // end
  }

  // guide: layer
  record Dense(ResourceVariable<TFloat32> kernel, ResourceVariable<TFloat32> bias) {

    static Dense of(ExecutionEnvironment env, String name, float[][] kernel) {
      Ops tf = Ops.create(env);
      return new Dense(
          ResourceVariable.of(env, name + "_kernel", tf.constant(kernel)),
          ResourceVariable.of(env, name + "_bias", tf.constant(new float[kernel[0].length])));
    }

    Operand<TFloat32> call(Ops tf, Operand<TFloat32> x) {
      return tf.math.add(tf.linalg.matMul(x, kernel.read(tf)), bias.read(tf));
    }

    List<ResourceVariable<TFloat32>> variables() {
      return List.of(kernel, bias);
    }
  }

  // end

  @Test
  void model() {
    // guide: model
    Dense hidden = Dense.of(session, "hidden", new float[][] {{1, -1}, {2, 1}});
    Dense output = Dense.of(session, "output", new float[][] {{1}, {3}});
    List<ResourceVariable<TFloat32>> variables = new ArrayList<>(hidden.variables());
    variables.addAll(output.variables());
    try (GradientTape tape = GradientTape.of(session)) {
      Ops tf = tape.ops();
      Operand<TFloat32> x = tf.constant(new float[][] {{1, 2}});
      Operand<TFloat32> y = output.call(tf, tf.nn.relu(hidden.call(tf, x)));
      List<Operand<TFloat32>> gradients = tape.gradient(y, variables);
      for (int i = 0; i < variables.size(); i++) {
        System.out.println(variables.get(i).name() + " " + show(gradients.get(i).asTensor()));
        // hidden_kernel [[1.0, 3.0], [2.0, 6.0]]
        // hidden_bias [1.0, 3.0]
        // output_kernel [[5.0], [1.0]]
        // output_bias [1.0]
      }
    }
    variables.forEach(ResourceVariable::close);
    // end
  }

  @Test
  void watched() {
    // guide: watched
    Ops initial = Ops.create(session);
    try (ResourceVariable<TFloat32> trained =
            ResourceVariable.of(session, "trained", initial.constant(2f));
        ResourceVariable<TFloat32> frozen =
            ResourceVariable.notTrainable(session, "frozen", initial.constant(3f));
        GradientTape tape = GradientTape.persistent(session)) {
      Ops tf = tape.ops();
      Operand<TFloat32> constant = tf.constant(5f);
      Operand<TFloat32> y = tf.math.mul(tf.math.mul(trained.read(tf), frozen.read(tf)), constant);
      System.out.println(show(tape.gradient(y, trained).asTensor())); // 15.0
      System.out.println(tape.gradient(y, frozen)); // null
      System.out.println(tape.gradient(y, constant)); // null
      System.out.println(tape.watchedVariables()); // [variable 'trained' [] TFloat32]
    }
    // end
  }

  @Test
  void byHand() {
    // guide: by hand
    Ops initial = Ops.create(session);
    TapeOptions byHand = TapeOptions.defaults().withWatchAccessedVariables(false);
    try (ResourceVariable<TFloat32> a = ResourceVariable.of(session, "a", initial.constant(2f));
        ResourceVariable<TFloat32> b = ResourceVariable.of(session, "b", initial.constant(3f));
        GradientTape tape = GradientTape.of(session, byHand)) {
      Ops tf = tape.ops();
      tape.watch(b);
      Operand<TFloat32> y = tf.math.mul(tf.math.square(a.read(tf)), b.read(tf));
      List<Operand<TFloat32>> gradients = tape.gradient(y, List.of(a, b));
      System.out.println(gradients.get(0)); // null
      System.out.println(show(gradients.get(1).asTensor())); // 4.0
    }
    // end
  }

  @Test
  void intermediate() {
    // guide: intermediate
    try (GradientTape tape = GradientTape.of(session)) {
      Ops tf = tape.ops();
      Operand<TFloat32> x = tf.constant(new float[] {1, 3});
      tape.watch(x);
      Operand<TFloat32> y = tf.math.square(x);
      Operand<TFloat32> z = tf.math.square(y);
      List<Operand<TFloat32>> gradients = tape.gradient(z, List.of(x, y));
      System.out.println(show(gradients.get(0).asTensor())); // [4.0, 108.0]
      System.out.println(show(gradients.get(1).asTensor())); // [2.0, 18.0]
    }
    // end
  }

  @Test
  void elementwise() {
    // guide: elementwise
    try (GradientTape tape = GradientTape.of(session)) {
      Ops tf = tape.ops();
      Operand<TFloat32> x = tf.constant(new float[] {-2, 0, 2});
      tape.watch(x);
      Operand<TFloat32> slopes = tape.gradient(tf.math.sigmoid(x), x);
      System.out.println(show(slopes.asTensor())); // [0.1049936, 0.25, 0.1049936]
    }
    // end
  }

  @Test
  void targets() {
    // guide: targets
    try (GradientTape tape = GradientTape.persistent(session)) {
      Ops tf = tape.ops();
      Operand<TFloat32> x = tf.constant(2f);
      tape.watch(x);
      Operand<TFloat32> square = tf.math.square(x);
      Operand<TFloat32> inverse = tf.math.reciprocal(x);
      List<Operand<TFloat32>> targets = List.of(square, inverse);

      GradientOptions plain = GradientOptions.defaults();
      Operand<TFloat32> sum = tape.gradient(targets, List.of(x), plain).get(0);
      System.out.println(show(sum.asTensor())); // 3.75

      GradientOptions weighted =
          plain.withOutputGradients(List.of(tf.constant(1f), tf.constant(10f)));
      Operand<TFloat32> other = tape.gradient(targets, List.of(x), weighted).get(0);
      System.out.println(show(other.asTensor())); // 1.5
    }
    // end
  }

  @Test
  void controlFlow() {
    // guide: control flow
    try (GradientTape tape = GradientTape.of(session)) {
      Ops tf = tape.ops();
      Operand<TFloat32> x = tf.constant(3f);
      tape.watch(x);
      Operand<TFloat32> y = x;
      while (y.asTensor().getFloat() < 20) {
        y = tf.math.mul(y, x);
      }
      boolean large = x.asTensor().getFloat() > 1;
      Operand<TFloat32> z = large ? tf.math.neg(y) : tf.math.exp(y);
      System.out.println(show(z.asTensor())); // -27.0
      System.out.println(show(tape.gradient(z, x).asTensor())); // -27.0
    }
    // end
  }

  @Test
  void pause() {
    // guide: pause
    try (GradientTape tape = GradientTape.of(session)) {
      Ops tf = tape.ops();
      Operand<TFloat32> x = tf.constant(new float[] {3, 4});
      tape.watch(x);
      Operand<TFloat32> length =
          tape.stopRecording(() -> tf.math.sqrt(tf.reduceSum(tf.math.square(x), tf.constant(0))));
      Operand<TFloat32> unit = tf.math.div(x, length);
      System.out.println(show(tape.gradient(unit, x).asTensor())); // [0.2, 0.2]
    }
    // end
  }

  @Test
  void reset() {
    // guide: reset
    try (GradientTape tape = GradientTape.of(session)) {
      Ops tf = tape.ops();
      Operand<TFloat32> x = tf.constant(3f);
      tape.watch(x);
      Operand<TFloat32> loss = tf.math.square(x);
      if (loss.asTensor().getFloat() > 1) {
        tape.reset();
        tape.watch(x);
        loss = tf.math.log(x);
      }
      System.out.println(show(tape.gradient(loss, x).asTensor())); // 0.3333333
    }
    // end
  }

  @Test
  void persistent() {
    // guide: persistent
    try (GradientTape tape = GradientTape.persistent(session)) {
      Ops tf = tape.ops();
      Operand<TFloat32> x = tf.constant(new float[] {1, 2});
      tape.watch(x);
      Operand<TFloat32> y = tf.math.square(x);
      Operand<TFloat32> z = tf.math.square(y);
      System.out.println(show(tape.gradient(z, x).asTensor())); // [4.0, 32.0]
      System.out.println(show(tape.gradient(y, x).asTensor())); // [2.0, 4.0]
    }
    // end
  }

  @Test
  void onlyOnce() {
    // guide: only once
    try (GradientTape tape = GradientTape.of(session)) {
      Ops tf = tape.ops();
      Operand<TFloat32> x = tf.constant(3f);
      tape.watch(x);
      Operand<TFloat32> y = tf.math.square(x);
      System.out.println(show(tape.gradient(y, x).asTensor())); // 6.0
      try {
        tape.gradient(y, x);
      } catch (IllegalStateException e) {
        System.out.println("a second time is refused"); // a second time is refused
      }
    }
    // end
  }
}
