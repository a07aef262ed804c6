package io.longtape.autodiff.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.longtape.autodiff.GradientChecker;
import io.longtape.autodiff.GradientTape;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tensorflow.EagerSession;
import org.tensorflow.Operand;
import org.tensorflow.Operation;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;

/** Ops of which TensorFlow has a kernel for the step back: fused recurrent layers and CTC. */
class KernelGradientsTest {

  /** The sum of the squares of all outputs and cell states. */
  private interface Layer {
    Operand<TFloat32> call(Ops tf, List<Operand<TFloat32>> weights);
  }

  @ParameterizedTest
  @CsvSource({
    "BlockLSTM, false",
    "BlockLSTM, true",
    "BlockLSTMV2, false",
    "BlockLSTMV2, true",
    "LSTMBlockCell, false",
    "LSTMBlockCell, true"
  })
  void fusedLstmHasTheGradientsOfItsFormula(String type, boolean peephole) {
    int steps = type.equals("LSTMBlockCell") ? 1 : 3;
    List<Point> weights = FusedLayers.lstmPoint(steps);
    assertSameGradients(
        (tf, w) -> FusedLayers.fusedLstm(tf, type, peephole, steps, w),
        (tf, w) -> FusedLayers.lstm(tf, type, peephole, steps, w),
        weights);
  }

  @Test
  void fusedGruHasTheGradientsOfItsFormula() {
    assertSameGradients(FusedLayers::fusedGru, FusedLayers::gru, FusedLayers.gruPoint());
  }

  @Test
  void refusesGradientsThatTheKernelDoesNotTake() {
    try (EagerSession session = EagerSession.create();
        GradientTape tape = GradientTape.of(session)) {
      Ops tf = tape.ops();
      List<Operand<TFloat32>> weights = feed(tf, FusedLayers.lstmPoint(3));
      tape.watch(weights.get(0));
      Operation layer = FusedLayers.blockLstm(tf, "BlockLSTMV2", false, 3, weights);
      Operand<TFloat32> inputGates = layer.output(0);
      assertThatThrownBy(() -> tape.gradient(inputGates, weights.get(0)))
          .isInstanceOf(UnsupportedOperationException.class)
          .hasMessage("BlockLSTMV2 has gradients of its outputs [1, 6] only, not of 0");
    }
  }

  /** The kernel itself is off by about a thousandth, in Python as well. */
  @Test
  void ctcLossHasTheGradientOfItsKernel() {
    double error =
        GradientChecker.of(
                (tf, x) ->
                    tf.nn
                        .ctcLoss(
                            x.get(0),
                            tf.constant(new long[][] {{0, 0}}),
                            tf.constant(new int[] {1}),
                            tf.constant(new int[] {3}))
                        .loss())
            .check(List.of(Point.of(3, 1, 3).array()))
            .maxError();
    assertThat(error).isLessThan(5e-3);
  }

  private static void assertSameGradients(Layer fused, Layer formula, List<Point> point) {
    try (EagerSession session = EagerSession.create()) {
      List<float[]> expected = gradients(session, formula, point);
      List<float[]> actual = gradients(session, fused, point);
      assertThat(actual).hasSameSizeAs(expected);
      for (int i = 0; i < expected.size(); i++) {
        assertThat(actual.get(i)).as("input " + i).hasSameSizeAs(expected.get(i));
        for (int j = 0; j < expected.get(i).length; j++) {
          assertThat(actual.get(i)[j])
              .as("input " + i + ", element " + j)
              .isCloseTo(expected.get(i)[j], within(2e-5f));
        }
      }
    }
  }

  private static List<float[]> gradients(EagerSession session, Layer layer, List<Point> point) {
    try (GradientTape tape = GradientTape.of(session)) {
      Ops tf = tape.ops();
      List<Operand<TFloat32>> weights = feed(tf, point);
      weights.forEach(tape::watch);
      List<float[]> gradients = new ArrayList<>();
      List<Operand<TFloat32>> operands = tape.gradient(layer.call(tf, weights), weights);
      for (int i = 0; i < weights.size(); i++) {
        Operand<TFloat32> gradient = operands.get(i);
        // Without peepholes their weights are not in the formula, and zero in the fused layer.
        gradients.add(floats(gradient == null ? tf.zerosLike(weights.get(i)) : gradient));
      }
      return gradients;
    }
  }

  private static float[] floats(Operand<TFloat32> operand) {
    TFloat32 tensor = operand.asTensor();
    float[] values = new float[Math.toIntExact(tensor.size())];
    tensor.asRawTensor().data().asFloats().read(values);
    return values;
  }

  private static List<Operand<TFloat32>> feed(Ops tf, List<Point> point) {
    List<Operand<TFloat32>> operands = new ArrayList<>();
    for (Point input : point) {
      operands.add(tf.dtypes.cast(tf.constantOf(TFloat64.tensorOf(input.array())), TFloat32.class));
    }
    return operands;
  }
}
