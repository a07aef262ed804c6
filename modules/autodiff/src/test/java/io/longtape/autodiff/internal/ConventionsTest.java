package io.longtape.autodiff.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.longtape.autodiff.GradientTape;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.EagerSession;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.StdArrays;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TBfloat16;
import org.tensorflow.types.TFloat16;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.family.TNumber;

/** Ties, kinks and corners, with the numbers that TensorFlow 2.21 gives in Python. */
class ConventionsTest {

  @ParameterizedTest
  @CsvSource({
    "Abs, -0.5 0 2, -1 0 1",
    "Relu, -1 0 2, 0 0 1",
    "Relu6, 0 2 6, 0 1 0",
    "Elu, 0 2, 1 1",
    "LeakyRelu, 0 2, 0.20000000298023224 1",
    "Sign, -1 0 2, 0 0 0",
    "Sqrt, 0 1, Infinity 0.5",
    "Floor, 0.5 2, none",
    "Round, 0.5 2, none"
  })
  void ofOneNumber(String type, String at, String expected) {
    assertThat(gradients((tf, x) -> Case.op(tf, type, x), at)).containsExactly(numbers(expected));
  }

  @ParameterizedTest
  @CsvSource({
    "Maximum, 1 1 2, 1 2 1, 1 0 1, 0 1 0",
    "Minimum, 1 1 2, 1 2 1, 1 1 0, 0 0 1",
    "DivNoNan, 2 2, 0 4, 0 0.25, 0 -0.125",
    "Xlogy, 0 2, 0 1, 0 0, 0 2",
    "Pow, 0 -2 2, 2 2 0, 0 -4 0, 0 0 0.6931471805599453",
    "FloorDiv, 3, 2, none, none"
  })
  void ofTwo(String type, String x, String y, String byX, String byY) {
    assertThat(gradients((tf, inputs) -> Case.op(tf, type, inputs), x, y))
        .containsExactly(numbers(byX), numbers(byY));
  }

  @ParameterizedTest
  @CsvSource({
    "Max, 1 3 3, 0 0.5 0.5",
    "Min, 1 1 1, 0.3333333333333333 0.3333333333333333 0.3333333333333333",
    "Prod, 0 4 5, 20 0 0",
    "Prod, 0 0 5, 0 0 0"
  })
  void ofAReduction(String type, String at, String expected) {
    assertThat(gradients((tf, x) -> Case.op(tf, type, x.get(0), tf.constant(new int[] {0})), at))
        .containsExactly(numbers(expected));
  }

  @Test
  void cumulativeProductHasZeroWhereItsInputIs() {
    assertThat(gradients((tf, x) -> tf.math.cumprod(x.get(0), tf.constant(0)), "1 3 0"))
        .containsExactly(new double[] {4, 1, 0});
  }

  @ParameterizedTest
  @ValueSource(classes = {TFloat16.class, TBfloat16.class})
  <T extends TNumber> void constantsHaveTheTypeOfTheOperands(Class<T> type) {
    try (EagerSession session = EagerSession.create();
        GradientTape outer = GradientTape.of(session);
        GradientTape inner = GradientTape.of(outer.environment())) {
      Ops tf = inner.ops();
      Operand<T> x = tf.dtypes.cast(tf.constant(new double[] {-1, 0.5}), type);
      outer.watch(x);
      inner.watch(x);
      Operand<T> first = inner.gradient(tf.math.square(tf.math.sigmoid(x)), x);
      Operand<T> second = outer.gradient(first, x);
      assertThat(second.type()).isEqualTo(type);
      double[] numbers = values(Ops.create(session).dtypes.cast(second, TFloat64.class));
      assertThat(numbers[0]).isCloseTo(0.126183, within(0.001));
    }
  }

  private interface Function {
    Operand<TFloat64> call(Ops tf, List<Operand<TFloat64>> inputs);
  }

  /** One for each input, null for none. */
  private static List<double[]> gradients(Function function, String... inputs) {
    try (EagerSession session = EagerSession.create();
        GradientTape tape = GradientTape.of(session)) {
      Ops tf = tape.ops();
      List<Operand<TFloat64>> x =
          Stream.of(inputs).<Operand<TFloat64>>map(input -> tf.constant(numbers(input))).toList();
      x.forEach(tape::watch);
      return tape.gradient(function.call(tf, x), x).stream()
          .map(gradient -> gradient == null ? null : values(gradient))
          .toList();
    }
  }

  /** Without a difference between 0 and -0. */
  private static double[] values(Operand<TFloat64> operand) {
    double[] values = StdArrays.array1dCopyOf(operand.asTensor());
    return DoubleStream.of(values).map(value -> value + 0.0).toArray();
  }

  private static double[] numbers(String text) {
    return text.equals("none")
        ? null
        : Stream.of(text.split(" ")).mapToDouble(Double::parseDouble).toArray();
  }
}
