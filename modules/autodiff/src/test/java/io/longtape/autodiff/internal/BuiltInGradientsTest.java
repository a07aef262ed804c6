package io.longtape.autodiff.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.longtape.autodiff.GradientChecker;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Gradients, Longtape's and TensorFlow's, against finite differences in float64. */
class BuiltInGradientsTest {

  @ParameterizedTest
  @MethodSource("cases")
  void firstOrder(Case one) {
    assertThat(error(one, 1)).isLessThan(1e-6);
  }

  @ParameterizedTest
  @MethodSource("casesOfSecondOrder")
  void secondOrder(Case one) {
    assertThat(error(one, 2)).isLessThan(1e-6);
  }

  @ParameterizedTest
  @MethodSource("casesOfThirdOrder")
  void thirdOrder(Case one) {
    assertThat(error(one, 3)).isLessThan(1e-6);
  }

  /** The others are in the tests of kernels, gathers and ops that run in graphs only. */
  @Test
  void checksEveryGradientInJavaThatRunsEagerlyInFloat64() {
    Set<String> checked = cases().map(Case::type).collect(Collectors.toSet());
    Set<String> unchecked = new TreeSet<>(BuiltInGradients.all().keySet());
    unchecked.removeAll(checked);
    assertThat(unchecked)
        .containsExactly(
            "AccumulateNV2",
            "BlockLSTM",
            "BlockLSTMV2",
            "CTCLoss",
            "CTCLossV2",
            "GRUBlockCell",
            "LSTMBlockCell",
            "ReadVariableOp",
            "ResourceGather",
            "ResourceGatherNd");
  }

  private static double error(Case one, int order) {
    return GradientChecker.of(one.derivative(order))
        .check(one.point().stream().map(Point::array).toList())
        .maxError();
  }

  static Stream<Case> casesOfSecondOrder() {
    return cases().filter(one -> one.order() >= 2);
  }

  static Stream<Case> casesOfThirdOrder() {
    return cases().filter(one -> one.order() >= 3);
  }

  static Stream<Case> cases() {
    return Stream.of(
            ElementwiseCases.all(),
            ReductionCases.all(),
            ArrayCases.all(),
            MatrixCases.all(),
            NeuralNetCases.all(),
            LossCases.all(),
            FrameworkCases.all())
        .flatMap(List::stream);
  }
}
