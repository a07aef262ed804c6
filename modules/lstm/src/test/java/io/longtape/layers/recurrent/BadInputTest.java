package io.longtape.layers.recurrent;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.longtape.layers.MaskedTensor;
import io.longtape.layers.Pass;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tensorflow.Graph;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TType;

/** What recurrent layers say of inputs that do not suit them. */
class BadInputTest {

  private static final long FREE = Shape.UNKNOWN_SIZE;

  @Test
  void inputsNeedTimeAndAKnownNumberOfFeatures() {
    assertRefused(
        LSTM.of(2),
        "layer 'lstm' expects [batch, time, features], but got [-1, 3]",
        Shape.of(FREE, 3));
    assertRefused(
        GRU.of(2),
        "layer 'gru' expects [batch, time, features], but got [-1, 3, -1]",
        Shape.of(FREE, 3, FREE));
    assertRefused(
        SimpleRNN.of(2),
        "layer 'simple_rnn' expects [batch, time, features] with at least one time step, but got"
            + " [-1, 0, 3]",
        Shape.of(FREE, 0, 3));
  }

  @Test
  void inputsNeedToBeFloats() {
    try (Graph graph = new Graph()) {
      Ops tf = Ops.create(graph);
      MaskedTensor ids = placeholder(tf, TInt32.class, Shape.of(FREE, 3, 2));

      assertThatThrownBy(
              () ->
                  LSTM.of(2)
                      .call(Pass.inference(tf, new PatternedWeights()).in("lstm"), List.of(ids)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("layer 'lstm' expects float32, but got DT_INT32 of shape [-1, 3, 2]");
    }
  }

  @Test
  void statesNeedTheirNumberAndTheirSize() {
    Shape x = Shape.of(FREE, 3, 2);
    assertRefused(
        LSTM.of(4),
        "layer 'lstm' reads a sequence, or a sequence and 2 initial states, but got 2 tensors",
        x,
        Shape.of(FREE, 4));
    assertRefused(
        GRU.of(4),
        "layer 'gru' reads a sequence, or a sequence and 1 initial state, but got 3 tensors",
        x,
        Shape.of(FREE, 4),
        Shape.of(FREE, 4));
    assertRefused(
        LSTM.of(4),
        "layer 'lstm' expects an initial state [batch, units] of shape [-1, 4], but got [-1, 5]",
        x,
        Shape.of(FREE, 4),
        Shape.of(FREE, 5));
  }

  @Test
  void statesThatAreKeptNeedAKnownBatch() {
    assertRefused(
        LSTM.of(4).withStateful(true),
        "layer 'lstm' keeps its states from batch to batch and needs to know the size of a batch;"
            + " give the input a batch size",
        Shape.of(FREE, 3, 2));
  }

  @Test
  void unrollingNeedsAKnownNumberOfSteps() {
    assertRefused(
        LSTM.of(4).withUnroll(true),
        "layer 'lstm' cannot unroll a number of time steps that is not known",
        Shape.of(FREE, FREE, 2));
  }

  @Test
  void unitsStartAtOne() {
    assertThatThrownBy(() -> SimpleRNN.of(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("units must be at least 1, but is 0");
  }

  private static void assertRefused(Recurrent<?> layer, String message, Shape... shapes) {
    try (Graph graph = new Graph()) {
      Ops tf = Ops.create(graph);
      List<MaskedTensor> inputs = new ArrayList<>();
      for (Shape shape : shapes) {
        inputs.add(placeholder(tf, TFloat32.class, shape));
      }
      Pass pass = Pass.inference(tf, new PatternedWeights()).in(layer.kind());

      assertThatThrownBy(() -> layer.call(pass, inputs))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(message);
    }
  }

  private static <T extends TType> MaskedTensor placeholder(Ops tf, Class<T> type, Shape shape) {
    return MaskedTensor.of(tf.placeholder(type, Placeholder.shape(shape)));
  }
}
