package io.longtape.layers.recurrent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.longtape.layers.MaskedTensor;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Both directions with fixed weights. The numbers are those of Keras 3.15. */
class BidirectionalTest {

  private static final Offset<Float> ROUNDING = within(1e-6f);

  private final Eagerly eagerly = new Eagerly();

  @AfterEach
  void close() {
    eagerly.close();
  }

  @Test
  void bothDirectionsAreConcatenatedAndMaskedStepsAreZeros() {
    Bidirectional layer = Bidirectional.of(LSTM.of(2).withReturnSequences(true));
    MaskedTensor masked =
        eagerly
            .sequences()
            .withMask(
                eagerly.tf().constant(new boolean[][] {{true, false, true}, {false, true, true}}));

    MaskedTensor result = eagerly.call(layer, masked).get(0);

    assertThat(Eagerly.numbers(result))
        .containsExactly(
            new float[] {
              0.0061511f,
              -0.0191733f,
              0.0067238f,
              -0.0638542f,
              0,
              0,
              0,
              0,
              0.0130320f,
              -0.0996763f,
              0.0107210f,
              -0.0871822f,
              0,
              0,
              0,
              0,
              0.0518828f,
              -0.1295397f,
              0.0672629f,
              -0.1731336f,
              0.0561595f,
              -0.1549208f,
              0.0395056f,
              -0.0914580f
            },
            ROUNDING);
    assertThat(result.mask()).isEqualTo(masked.mask());
  }

  @Test
  void outputsAreMerged() {
    Bidirectional layer = Bidirectional.of(SimpleRNN.of(1));

    assertMerged(layer.withMergeMode(MergeMode.SUM), -0.3277139f, -0.8407276f);
    assertMerged(layer.withMergeMode(MergeMode.MUL), -0.0626479f, 0.1498853f);
    assertMerged(layer.withMergeMode(MergeMode.AVE), -0.1638569f, -0.4203638f);
  }

  @Test
  void outputsStayApartAndStatesFollow() {
    Bidirectional layer =
        Bidirectional.of(SimpleRNN.of(1).withReturnState(true)).withMergeMode(MergeMode.NONE);

    List<MaskedTensor> results = eagerly.call(layer, eagerly.sequences());

    assertThat(layer.outputs()).isEqualTo(4);
    float[][] expected = {{-0.4630173f, -0.2565945f}, {0.1353035f, -0.5841330f}};
    assertThat(results).hasSize(4);
    for (int i = 0; i < 4; i++) {
      assertThat(Eagerly.numbers(results.get(i))).containsExactly(expected[i % 2], ROUNDING);
    }
  }

  @Test
  void weightsHaveKerasNames() {
    eagerly.call(Bidirectional.of(LSTM.of(2).withUseBias(false)), eagerly.sequences());

    assertThat(eagerly.weights().asked().keySet())
        .containsExactly(
            "bidirectional/forward_lstm/lstm_cell/kernel",
            "bidirectional/forward_lstm/lstm_cell/recurrent_kernel",
            "bidirectional/backward_lstm/lstm_cell/kernel",
            "bidirectional/backward_lstm/lstm_cell/recurrent_kernel");
  }

  @Test
  void namesOfInnerLayersAreKept() {
    Bidirectional named =
        Bidirectional.of(SimpleRNN.of(2).withUseBias(false).withName("forward_memory"));
    eagerly.call(named, eagerly.sequences());
    eagerly.call(
        Bidirectional.of(SimpleRNN.of(2).withUseBias(false))
            .withBackwardLayer(
                SimpleRNN.of(2).withUseBias(false).withGoBackwards(true).withName("back")),
        eagerly.sequences());
    eagerly.call(
        Bidirectional.of(GRU.of(2).withUseBias(false))
            .withBackwardLayer(GRU.of(2).withUseBias(false).withGoBackwards(true)),
        eagerly.sequences());

    assertThat(eagerly.weights().asked().keySet())
        .filteredOn(path -> path.endsWith("/kernel"))
        .containsExactly(
            "bidirectional/forward_memory/simple_rnn_cell/kernel",
            "bidirectional/backward_forward_memory/simple_rnn_cell/kernel",
            "bidirectional/forward_simple_rnn/simple_rnn_cell/kernel",
            "bidirectional/back/simple_rnn_cell/kernel",
            "bidirectional/forward_gru/gru_cell/kernel",
            "bidirectional/gru_1/gru_cell/kernel");
  }

  @Test
  void initialStatesAreDividedBetweenTheDirections() {
    SimpleRNN inner = SimpleRNN.of(2).withReturnState(true);
    Bidirectional layer = Bidirectional.of(inner);
    MaskedTensor other = eagerly.c();

    List<MaskedTensor> results = eagerly.call(layer, eagerly.sequences(), eagerly.h(), other);

    assertThat(Eagerly.numbers(results.get(1)))
        .containsExactly(
            Eagerly.numbers(eagerly.call(inner, eagerly.sequences(), eagerly.h()).get(1)));
    assertThat(Eagerly.numbers(results.get(2)))
        .containsExactly(
            Eagerly.numbers(
                eagerly.call(inner.withGoBackwards(true), eagerly.sequences(), other).get(1)));
  }

  @Test
  void backwardLayerHasToFit() {
    Bidirectional layer = Bidirectional.of(LSTM.of(2));

    assertThatThrownBy(() -> layer.withBackwardLayer(LSTM.of(2)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the forward and the backward layer must differ in goBackwards");
    assertThatThrownBy(
            () ->
                layer.withBackwardLayer(LSTM.of(2).withGoBackwards(true).withReturnSequences(true)))
        .hasMessage("the forward and the backward layer must agree in returnSequences");
    assertThatThrownBy(
            () -> layer.withBackwardLayer(LSTM.of(2).withGoBackwards(true).withReturnState(true)))
        .hasMessage("the forward and the backward layer must agree in returnState");
    assertThatThrownBy(
            () -> layer.withBackwardLayer(LSTM.of(2).withGoBackwards(true).withStateful(true)))
        .hasMessage("the forward and the backward layer must agree in stateful");
  }

  @Test
  void numberOfStatesIsChecked() {
    assertThatThrownBy(
            () -> eagerly.call(Bidirectional.of(LSTM.of(2)), eagerly.sequences(), eagerly.h()))
        .hasMessage(
            "layer 'bidirectional' reads a sequence, or a sequence and 4 initial states, but got 2"
                + " tensors");
  }

  private void assertMerged(Bidirectional layer, float... expected) {
    assertThat(Eagerly.numbers(eagerly.call(layer, eagerly.sequences()).get(0)))
        .containsExactly(expected, ROUNDING);
  }
}
