package io.longtape.networks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.longtape.layers.Dense;
import io.longtape.layers.Input;
import io.longtape.layers.recurrent.GRU;
import io.longtape.layers.recurrent.LSTM;
import io.longtape.weights.WeightSpec;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.Shape;

class TraceTest {

  @Test
  void takesNoLongerForManyStepsThatAreUnrolled() {
    Sequential network =
        Sequential.of(
            Input.of(4000, 3),
            LSTM.of(5).withReturnSequences(true).withUnroll(true),
            GRU.of(2).withReturnSequences(true).withGoBackwards(true),
            Dense.of(1));
    Trace trace = Trace.of(network);
    assertThat(trace.outputs().values())
        .singleElement()
        .satisfies(output -> assertThat(output.shape()).isEqualTo(Shape.of(4000, 1)));
    assertThat(trace.weights().stream().map(WeightSpec::path))
        .containsExactly(
            "lstm/lstm_cell/kernel",
            "lstm/lstm_cell/recurrent_kernel",
            "lstm/lstm_cell/bias",
            "gru/gru_cell/kernel",
            "gru/gru_cell/recurrent_kernel",
            "gru/gru_cell/bias",
            "dense/kernel",
            "dense/bias");
  }

  @Test
  void keepsAnUnknownTimeUnknown() {
    Sequential network =
        Sequential.of(Input.of(Shape.UNKNOWN_SIZE, 3), LSTM.of(5).withReturnSequences(true));
    assertThat(Trace.of(network).outputs().values())
        .singleElement()
        .satisfies(output -> assertThat(output.shape().asArray()).containsExactly(-1, 5));
  }

  @Test
  void stillRefusesToUnrollAnUnknownTime() {
    Sequential network =
        Sequential.of(Input.of(Shape.UNKNOWN_SIZE, 3), LSTM.of(5).withUnroll(true));
    assertThatThrownBy(() -> Trace.of(network))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("layer 'lstm' cannot unroll a number of time steps that is not known");
  }
}
