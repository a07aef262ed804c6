package io.longtape.autodiff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.tensorflow.EagerSession;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

class CustomGradientTest {

  private final EagerSession session = EagerSession.create();

  @AfterEach
  void close() {
    session.close();
  }

  /** x^2, whose gradient is made ten times too large to tell it from TensorFlow's own. */
  private record TenfoldSquare() implements CustomGradient {

    @Override
    public Forward forward(Ops tf, List<Operand<?>> inputs) {
      Operand<TFloat32> x = cast(inputs.get(0));
      return Forward.of(tf.math.square(x), x);
    }

    @Override
    public List<Operand<?>> backward(
        Ops tf, List<Operand<?>> saved, List<Operand<?>> outputGradients) {
      Operand<TFloat32> dy = cast(outputGradients.get(0));
      return List.of(tf.math.mul(dy, tf.math.mul(tf.constant(20f), cast(saved.get(0)))));
    }
  }

  private static Operand<TFloat32> cast(Operand<?> operand) {
    return operand.asOutput().expect(TFloat32.class);
  }

  @Test
  void theBackwardPassIsUsed() {
    for (int i = 1; i <= 3; i++) {
      try (GradientTape tape = GradientTape.of(session)) {
        Ops tf = tape.ops();
        Operand<TFloat32> x = tf.constant((float) i);
        tape.watch(x);
        Operand<TFloat32> y = CustomGradient.call(tf, new TenfoldSquare(), x);
        assertThat(y.asTensor().getFloat()).isEqualTo(i * i);
        assertThat(tape.gradient(y, x).asTensor().getFloat()).isEqualTo(20f * i);
      }
    }
    // Two records are equal, so that the walk was compiled with the backward pass inside.
    assertThat(WalkCache.of(session).size()).isEqualTo(1);
  }

  @Test
  void oneThatHoldsTensorsIsWalkedOpByOp() {
    Operand<TFloat32> factor = Ops.create(session).constant(7f);
    CustomGradient timesFactor =
        new CustomGradient() {
          @Override
          public Forward forward(Ops tf, List<Operand<?>> inputs) {
            return Forward.of(tf.math.mul(cast(inputs.get(0)), factor));
          }

          @Override
          public List<Operand<?>> backward(
              Ops tf, List<Operand<?>> saved, List<Operand<?>> outputGradients) {
            return List.of(tf.math.mul(cast(outputGradients.get(0)), factor));
          }
        };
    for (int i = 1; i <= 4; i++) {
      try (GradientTape tape = GradientTape.of(session)) {
        Ops tf = tape.ops();
        Operand<TFloat32> x = tf.constant(1f);
        tape.watch(x);
        Operand<TFloat32> y = CustomGradient.call(tf, timesFactor, x);
        assertThat(tape.gradient(y, x).asTensor().getFloat()).isEqualTo(7f);
      }
    }
    assertThat(WalkCache.of(session).size()).isZero();
  }

  @Test
  void aTapeOverTheTapeDifferentiatesTheBackwardPass() {
    try (GradientTape outer = GradientTape.of(session);
        GradientTape inner = GradientTape.of(outer.environment())) {
      Ops tf = inner.ops();
      Operand<TFloat32> x = tf.constant(3f);
      outer.watch(x);
      inner.watch(x);
      Operand<TFloat32> y = CustomGradient.call(tf, new TenfoldSquare(), x);
      Operand<TFloat32> first = inner.gradient(y, x);
      assertThat(first.asTensor().getFloat()).isEqualTo(60f);
      assertThat(outer.gradient(first, x).asTensor().getFloat()).isEqualTo(20f);
    }
  }

  /** x times a factor that may be changed. */
  private static final class Scaled implements CustomGradient {

    private float factor;

    @Override
    public Forward forward(Ops tf, List<Operand<?>> inputs) {
      return Forward.of(tf.math.mul(cast(inputs.get(0)), tf.constant(factor)));
    }

    @Override
    public List<Operand<?>> backward(
        Ops tf, List<Operand<?>> saved, List<Operand<?>> outputGradients) {
      return List.of(tf.math.mul(cast(outputGradients.get(0)), tf.constant(factor)));
    }
  }

  @Test
  void anObjectThatChangesIsNeverCompiled() {
    Scaled scaled = new Scaled();
    for (int i = 1; i <= 4; i++) {
      scaled.factor = i;
      try (GradientTape tape = GradientTape.of(session)) {
        Operand<TFloat32> x = tape.ops().constant(1f);
        tape.watch(x);
        Operand<TFloat32> y = CustomGradient.call(tape.ops(), scaled, x);
        assertThat(tape.gradient(y, x).asTensor().getFloat()).isEqualTo(i);
      }
    }
    assertThat(WalkCache.of(session).size()).isZero();
  }

  @Test
  void aVariableThatIsReadInsideIsNamed() {
    try (ResourceVariable<TFloat32> w =
            ResourceVariable.of(session, "w", Ops.create(session).constant(2f));
        GradientTape tape = GradientTape.of(session)) {
      CustomGradient reads =
          new CustomGradient() {
            @Override
            public Forward forward(Ops tf, List<Operand<?>> inputs) {
              return Forward.of(tf.math.mul(cast(inputs.get(0)), w.read(tf)));
            }

            @Override
            public List<Operand<?>> backward(
                Ops tf, List<Operand<?>> saved, List<Operand<?>> outputGradients) {
              return outputGradients;
            }
          };
      Operand<TFloat32> x = tape.ops().constant(1f);
      assertThatThrownBy(() -> CustomGradient.call(tape.ops(), reads, x))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("variable 'w' [] TFloat32 is read inside a custom gradient");
    }
  }

  @Test
  void worksInAGraph() {
    try (Graph graph = new Graph();
        GradientTape tape = GradientTape.of(graph);
        Session run = new Session(graph)) {
      Ops tf = tape.ops();
      Operand<TFloat32> x = tf.constant(3f);
      tape.watch(x);
      Operand<TFloat32> y = CustomGradient.call(tf, new TenfoldSquare(), x);
      Operand<TFloat32> gradient = tape.gradient(y, x);
      try (Result result = run.runner().fetch(gradient).run()) {
        assertThat(((TFloat32) result.get(0)).getFloat()).isEqualTo(60f);
      }
    }
  }

  @Test
  void withoutATapeOnlyTheForwardPassRuns() {
    Ops tf = Ops.create(session);
    Operand<TFloat32> y = CustomGradient.call(tf, new TenfoldSquare(), tf.constant(3f));
    assertThat(y.asTensor().getFloat()).isEqualTo(9f);
  }

  /** Two inputs, two outputs: a * b and a + b; b gets no gradient. */
  private record ProductAndSum() implements CustomGradient {

    @Override
    public Forward forward(Ops tf, List<Operand<?>> inputs) {
      Operand<TFloat32> a = cast(inputs.get(0));
      Operand<TFloat32> b = cast(inputs.get(1));
      return new Forward(List.of(tf.math.mul(a, b), tf.math.add(a, b)), List.of(b));
    }

    @Override
    public List<Operand<?>> backward(
        Ops tf, List<Operand<?>> saved, List<Operand<?>> outputGradients) {
      Operand<TFloat32> product = tf.math.mul(cast(outputGradients.get(0)), cast(saved.get(0)));
      return Arrays.asList(tf.math.add(product, cast(outputGradients.get(1))), null);
    }
  }

  @Test
  void anUnusedOutputHasZerosAndAnInputMayHaveNone() {
    try (GradientTape tape = GradientTape.of(session)) {
      Ops tf = tape.ops();
      Operand<TFloat32> a = tf.constant(3f);
      Operand<TFloat32> b = tf.constant(5f);
      tape.watch(a, b);
      List<Operand<?>> both = CustomGradient.call(tf, new ProductAndSum(), List.of(a, b));
      List<Operand<TFloat32>> gradients = tape.gradient(both.get(0), List.of(a, b));
      assertThat(gradients.get(0).asTensor().getFloat()).isEqualTo(5f);
      assertThat(gradients.get(1)).isNull();
    }
  }

  @Test
  void aWrongNumberOfGradientsIsNamed() {
    CustomGradient tooMany =
        new CustomGradient() {
          @Override
          public Forward forward(Ops tf, List<Operand<?>> inputs) {
            return Forward.of(tf.identity(cast(inputs.get(0))));
          }

          @Override
          public List<Operand<?>> backward(
              Ops tf, List<Operand<?>> saved, List<Operand<?>> outputGradients) {
            return List.of(outputGradients.get(0), outputGradients.get(0));
          }
        };
    try (GradientTape tape = GradientTape.of(session)) {
      Ops tf = tape.ops();
      Operand<TFloat32> x = tf.constant(1f);
      tape.watch(x);
      Operand<TFloat32> y = CustomGradient.call(tf, tooMany, x);
      assertThatThrownBy(() -> tape.gradient(y, x))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("gave 2 gradients, but there are 1 inputs");
    }
  }

  /** The identity with whatever gradients it is made with. */
  private record Gives(List<Operand<?>> gradients) implements CustomGradient {

    @Override
    public Forward forward(Ops tf, List<Operand<?>> inputs) {
      return Forward.of(tf.identity(cast(inputs.get(0))));
    }

    @Override
    public List<Operand<?>> backward(
        Ops tf, List<Operand<?>> saved, List<Operand<?>> outputGradients) {
      return gradients;
    }
  }

  @Test
  void gradientsOfAnotherTypeAndNoneAtAllAreNamed() {
    Operand<?> doubles = Ops.create(session).constant(1.0);
    try (GradientTape tape = GradientTape.persistent(session)) {
      Ops tf = tape.ops();
      Operand<TFloat32> x = tf.constant(1f);
      tape.watch(x);
      Operand<TFloat32> wrong = CustomGradient.call(tf, new Gives(List.of(doubles)), x);
      assertThatThrownBy(() -> tape.gradient(wrong, x))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("Gives' gave DT_DOUBLE for input 0, which is DT_FLOAT");
      Operand<TFloat32> none = CustomGradient.call(tf, new Gives(null), x);
      assertThatThrownBy(() -> tape.gradient(none, x))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("gave no gradients, but there are 1 inputs");
    }
  }

  /** log(1 + e^x), whose own gradient overflows for large x. */
  private record LogOnePlusExp() implements CustomGradient {

    @Override
    public Forward forward(Ops tf, List<Operand<?>> inputs) {
      Operand<TFloat32> e = tf.math.exp(cast(inputs.get(0)));
      return Forward.of(tf.math.log(tf.math.add(tf.constant(1f), e)), e);
    }

    @Override
    public List<Operand<?>> backward(
        Ops tf, List<Operand<?>> saved, List<Operand<?>> outputGradients) {
      Operand<TFloat32> one = tf.constant(1f);
      Operand<TFloat32> slope =
          tf.math.sub(one, tf.math.div(one, tf.math.add(one, cast(saved.get(0)))));
      return List.of(tf.math.mul(cast(outputGradients.get(0)), slope));
    }
  }

  @Test
  void staysFiniteWhereTheOpsOwnGradientDoesNot() {
    try (GradientTape tape = GradientTape.persistent(session)) {
      Ops tf = tape.ops();
      Operand<TFloat32> x = tf.constant(100f);
      tape.watch(x);
      Operand<TFloat32> plain = tf.math.log(tf.math.add(tf.constant(1f), tf.math.exp(x)));
      Operand<TFloat32> stable = CustomGradient.call(tf, new LogOnePlusExp(), x);
      assertThat(tape.gradient(plain, x).asTensor().getFloat()).isNaN();
      assertThat(tape.gradient(stable, x).asTensor().getFloat()).isCloseTo(1f, within(1e-6f));
    }
  }
}
