package io.longtape.layers.recurrent;

import static org.assertj.core.api.Assertions.assertThat;

import io.longtape.Golden;
import io.longtape.activations.KerasActivation;
import io.longtape.weights.WeightValues;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** All ways to run a cell give the same outputs, states and gradients. */
class StrategiesTest {

  private static final Cell LSTM_CELL = new LstmCell(KerasActivation.TANH, KerasActivation.SIGMOID);
  private static final Cell GRU_CELL =
      new ResetAfterGruCell(KerasActivation.TANH, KerasActivation.SIGMOID, true);
  private static final Cell SIMPLE_CELL = new SimpleRnnCell(KerasActivation.TANH);

  /** Dropped, masked, all outputs. */
  private static final boolean[][] ARGUMENTS = {
    {false, false, false}, {false, true, true}, {true, false, true}, {true, true, false},
  };

  private static final boolean[][] WITHOUT_DROPOUT = {
    {false, false, false}, {false, false, true}, {false, true, false}, {false, true, true},
  };

  static List<SequenceCase> allCells() {
    return cases(
        List.of(
            LSTM_CELL,
            new LstmCell(KerasActivation.RELU, KerasActivation.SIGMOID),
            GRU_CELL,
            new ResetBeforeGruCell(KerasActivation.TANH, KerasActivation.SIGMOID),
            SIMPLE_CELL),
        ARGUMENTS);
  }

  static List<SequenceCase> cellsWithGradients() {
    return cases(
        List.of(
            LSTM_CELL,
            GRU_CELL,
            new ResetAfterGruCell(KerasActivation.TANH, KerasActivation.SIGMOID, false),
            SIMPLE_CELL),
        WITHOUT_DROPOUT);
  }

  private static List<SequenceCase> cases(List<Cell> cells, boolean[][] arguments) {
    List<SequenceCase> cases = new ArrayList<>();
    for (Cell cell : cells) {
      for (boolean[] chosen : arguments) {
        cases.add(new SequenceCase(cell, chosen[0], chosen[1], chosen[2], cases.size()));
      }
    }
    return cases;
  }

  @ParameterizedTest
  @MethodSource("allCells")
  void loopAgreesWithUnrolledSteps(SequenceCase sequence) {
    assertAgree(sequence.inGraphOfFreeTime(new Loop()), sequence.eagerly(new UnrolledSteps()));
  }

  @ParameterizedTest
  @MethodSource("cellsWithGradients")
  void backwardPassByHandAgreesWithTheTapes(SequenceCase sequence) {
    assertAgree(sequence.eagerly(new UnrolledByHand()), sequence.eagerly(new UnrolledSteps()));
  }

  private static void assertAgree(
      Map<String, WeightValues.Value> found, Map<String, WeightValues.Value> expected) {
    assertThat(found.keySet()).containsExactlyElementsOf(expected.keySet());
    expected.forEach((name, value) -> Golden.assertClose(name, found.get(name), value, 1e-6));
  }
}
