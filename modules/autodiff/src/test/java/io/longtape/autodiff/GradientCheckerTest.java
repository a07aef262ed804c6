package io.longtape.autodiff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.DoubleNdArray;
import org.tensorflow.ndarray.StdArrays;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat64;

class GradientCheckerTest {

  private static final DoubleNdArray VECTOR = StdArrays.ndCopyOf(new double[] {-1, 0.5, 2});

  @Test
  void bothJacobiansOfASquareAreTwiceItsRoots() {
    GradientChecker.Result result =
        GradientChecker.of((tf, x) -> tf.math.square(x.get(0))).check(List.of(VECTOR));
    assertThat(result.analytic().get(0)[1][1]).isEqualTo(1);
    assertThat(result.numeric().get(0)[2][2]).isCloseTo(4, within(1e-9));
    assertThat(result.maxError()).isLessThan(1e-10);
  }

  @Test
  void aProductHasAJacobianForEachInput() {
    DoubleNdArray matrix = StdArrays.ndCopyOf(new double[][] {{1, 2, 3}, {4, 5, 6}});
    DoubleNdArray column = StdArrays.ndCopyOf(new double[][] {{7}, {8}, {9}});
    GradientChecker.Result result =
        GradientChecker.of((tf, x) -> tf.linalg.matMul(x.get(0), x.get(1)))
            .check(List.of(matrix, column));
    assertThat(result.analytic().get(0)[1]).containsExactly(0, 0, 0, 7, 8, 9);
    assertThat(result.analytic().get(1)[0]).containsExactly(1, 2, 3);
    assertThat(result.maxError()).isLessThan(1e-9);
  }

  @Test
  void whatDoesNotDependOnAnInputHasZeros() {
    GradientChecker.Result result =
        GradientChecker.of((tf, x) -> tf.stopGradient(tf.math.square(x.get(0))))
            .check(List.of(VECTOR));
    assertThat(result.analytic().get(0)[0]).containsOnly(0);
    assertThat(result.maxError()).isCloseTo(1, within(1e-9));
  }

  /** A cube whose gradient was worked out wrong. */
  private record WrongCube() implements CustomGradient {

    @Override
    public Forward forward(Ops tf, List<Operand<?>> inputs) {
      Operand<TFloat64> x = inputs.get(0).asOutput().expect(TFloat64.class);
      return Forward.of(tf.math.mul(tf.math.square(x), x), x);
    }

    @Override
    public List<Operand<?>> backward(
        Ops tf, List<Operand<?>> saved, List<Operand<?>> outputGradients) {
      Operand<TFloat64> x = saved.get(0).asOutput().expect(TFloat64.class);
      Operand<TFloat64> dy = outputGradients.get(0).asOutput().expect(TFloat64.class);
      return List.of(tf.math.mul(dy, tf.math.square(x)));
    }
  }

  @Test
  void findsAWrongGradient() {
    GradientChecker checker =
        GradientChecker.of((tf, x) -> CustomGradient.call(tf, new WrongCube(), x.get(0)));
    // At 2 the slope is 12, and what was given is 4.
    assertThat(checker.check(List.of(VECTOR)).maxError()).isCloseTo(8.0 / 12, within(1e-6));
  }

  @Test
  void secondOrderIsCheckedByATapeInsideTheFunction() {
    GradientChecker checker =
        GradientChecker.of(
            (tf, x) -> {
              try (GradientTape inner = GradientTape.of(tf.scope().env())) {
                inner.watch(x.get(0));
                return inner.gradient(inner.ops().math.tanh(x.get(0)), x.get(0));
              }
            });
    assertThat(checker.check(List.of(VECTOR)).maxError()).isLessThan(1e-9);
  }

  @Test
  void takesTheStepThatItIsGiven() {
    GradientChecker.Function exp = (tf, x) -> tf.math.exp(x.get(0));
    double coarse = GradientChecker.of(exp).withDelta(0.1).check(List.of(VECTOR)).maxError();
    // The error of a central difference of e^x is h^2 / 6 of it.
    assertThat(coarse).isCloseTo(0.01 / 6, within(1e-5));
    assertThatThrownBy(() -> GradientChecker.of(exp).withDelta(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the step must be above 0, but is 0.0");
  }

  @Test
  void needsAnInput() {
    GradientChecker checker = GradientChecker.of((tf, x) -> tf.constant(1.0));
    assertThatThrownBy(() -> checker.check(List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("at least one input");
  }
}
