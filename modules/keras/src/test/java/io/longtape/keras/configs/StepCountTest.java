package io.longtape.keras.configs;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.longtape.layers.Dense;
import io.longtape.layers.Input;
import io.longtape.layers.Layer;
import io.longtape.layers.LayerCall;
import io.longtape.layers.MaskedTensor;
import io.longtape.layers.TimeDistributed;
import io.longtape.layers.recurrent.Bidirectional;
import io.longtape.layers.recurrent.GRU;
import io.longtape.layers.recurrent.LSTM;
import io.longtape.serving.ModelException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.tensorflow.Graph;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;

class StepCountTest {

  private final Graph graph = new Graph();
  private final StepCount count = new StepCount();

  @AfterEach
  void close() {
    graph.close();
  }

  private void call(Layer layer, long... shape) {
    LayerCall call = layer.applyAll(Input.of(1)).get(0).producer();
    Ops tf = Ops.create(graph);
    MaskedTensor input =
        MaskedTensor.of(tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(shape))));
    count.called("it", call, List.of(input), List.of());
  }

  @Test
  void countsWhatIsUnrolled() {
    for (int i = 0; i < 39; i++) {
      call(LSTM.of(1), -1, 256, 2);
    }
    // 39 times 256 steps are 9984.
    assertThatThrownBy(() -> call(GRU.of(1), -1, 17, 2))
        .isInstanceOf(ModelException.class)
        .hasMessage(
            "layer 'it': the recurrent layers up to here unroll more than 10000 time steps; leave"
                + " the time open");
  }

  @Test
  void countsInsideOfWrappers() {
    call(Bidirectional.of(LSTM.of(1).withUnroll(true)), -1, 4096, 2);
    call(TimeDistributed.of(LSTM.of(1).withUnroll(true)), -1, 3, 4096, 2);
    assertThatThrownBy(() -> call(LSTM.of(1).withUnroll(true), -1, 4096, 2))
        .isInstanceOf(ModelException.class);
  }

  @Test
  void leavesLoopsAndOtherLayersOut() {
    assertThatCode(
            () -> {
              call(LSTM.of(1), -1, 1_000_000, 2);
              call(LSTM.of(1), -1, Shape.UNKNOWN_SIZE, 2);
              call(Dense.of(1), -1, 1_000_000, 2);
            })
        .doesNotThrowAnyException();
  }
}
