package io.longtape.layers.recurrent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.longtape.activations.KerasActivation;
import io.longtape.layers.MaskedTensor;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.tensorflow.Operand;
import org.tensorflow.framework.activations.Sigmoid;
import org.tensorflow.framework.activations.Tanh;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;

/**
 * Tiny layers with fixed weights. The numbers are those of Keras 3.15 with the same weights; masks
 * are given to Keras explicitly, since it drops them where initial states are given.
 */
class RecurrentLayersTest {

  private static final Offset<Float> ROUNDING = within(1e-6f);

  private final Eagerly eagerly = new Eagerly();

  @AfterEach
  void close() {
    eagerly.close();
  }

  @Test
  void lstmGivesOutputsAndStates() {
    LSTM layer = LSTM.of(2).withReturnSequences(true).withReturnState(true);

    List<MaskedTensor> results = eagerly.call(layer, eagerly.sequences());

    assertThat(results).hasSize(layer.outputs());
    assertThat(results.get(0).tensor().shape()).isEqualTo(Shape.of(2, 3, 2));
    assertThat(Eagerly.numbers(results.get(0)))
        .containsExactly(
            new float[] {
              0.0061511f, -0.0191733f, 0.0275931f, -0.1337354f, 0.0164860f, -0.1742538f,
              -0.0055691f, -0.0536873f, 0.0469367f, -0.1542189f, 0.0531199f, -0.1665331f
            },
            ROUNDING);
    assertThat(Eagerly.numbers(results.get(1)))
        .containsExactly(new float[] {0.0164860f, -0.1742538f, 0.0531199f, -0.1665331f}, ROUNDING);
    assertThat(Eagerly.numbers(results.get(2)))
        .containsExactly(new float[] {0.0287785f, -0.3767802f, 0.0858184f, -0.3399203f}, ROUNDING);
  }

  @Test
  void gruAppliesItsResetGateAfterTheProduct() {
    assertOutputs(
        GRU.of(2).withReturnSequences(true),
        -0.0060155f,
        -0.1756934f,
        0.1083681f,
        -0.3539485f,
        0.1544452f,
        -0.3821353f,
        0.0988616f,
        -0.1410643f,
        0.0529247f,
        -0.4198754f,
        0.0299344f,
        -0.4991641f);
  }

  @Test
  void gruAppliesItsResetGateBeforeTheProduct() {
    assertOutputs(
        GRU.of(2).withReturnSequences(true).withResetAfter(false),
        0.0132775f,
        -0.0364943f,
        0.1499018f,
        -0.1744154f,
        0.1988300f,
        -0.1698793f,
        0.1413325f,
        0.0000000f,
        0.0783107f,
        -0.2652205f,
        0.0588910f,
        -0.3190855f);
  }

  @Test
  void simpleRnnGivesTheOutputsOfAllSteps() {
    assertOutputs(
        SimpleRNN.of(2).withReturnSequences(true),
        -0.1243530f,
        0.0499584f,
        -0.6485634f,
        0.2213817f,
        -0.3539870f,
        0.0309683f,
        -0.4422304f,
        -0.1243530f,
        -0.3833784f,
        0.4006118f,
        -0.3482344f,
        0.4804969f);
  }

  @Test
  void outputsComeInTheOrderOfTheStepsWhenGoingBackwards() {
    assertOutputs(
        LSTM.of(2).withReturnSequences(true).withGoBackwards(true),
        0.0107210f,
        -0.0871822f,
        0.0268052f,
        -0.1766400f,
        0.0086775f,
        -0.1134999f,
        0.0395056f,
        -0.0914580f,
        0.0672629f,
        -0.1731336f,
        0.0118135f,
        -0.1671551f);
  }

  @Test
  void outputsAreZeroUntilAStepCountsAndThenRepeated() {
    LSTM layer = LSTM.of(2).withReturnSequences(true).withReturnState(true);
    MaskedTensor masked = masked(true, false, true, false, true, true);

    List<MaskedTensor> results = eagerly.call(layer, masked, eagerly.h(), eagerly.c());

    assertThat(Eagerly.numbers(results.get(0)))
        .containsExactly(
            new float[] {
              -0.1280448f, 0.1413026f, -0.1280448f, 0.1413026f, -0.0600658f, 0.0144084f,
              0.0000000f, 0.0000000f, 0.0582467f, -0.2559084f, 0.0523763f, -0.2188101f
            },
            ROUNDING);
    assertThat(results.get(0).mask()).isEqualTo(masked.mask());
    assertThat(results.get(1).mask()).isEmpty();
    assertThat(Eagerly.numbers(results.get(1)))
        .containsExactly(new float[] {-0.0600658f, 0.0144084f, 0.0523763f, -0.2188101f}, ROUNDING);
    assertThat(Eagerly.numbers(results.get(2)))
        .containsExactly(new float[] {-0.1019304f, 0.0293514f, 0.0861412f, -0.4627757f}, ROUNDING);
  }

  @Test
  void lastOutputIsZeroWhereNoStepCounts() {
    MaskedTensor masked = masked(false, true, false, false, false, false);

    List<MaskedTensor> results = eagerly.call(LSTM.of(2), masked, eagerly.h(), eagerly.c());

    assertThat(Eagerly.numbers(results.get(0)))
        .containsExactly(new float[] {-0.1168580f, 0.0930375f, 0, 0}, ROUNDING);
    assertThat(results.get(0).mask()).isEmpty();
  }

  @Test
  void masksGoBackwardsToo() {
    GRU layer = GRU.of(2).withReturnSequences(true).withGoBackwards(true);
    MaskedTensor masked = masked(true, false, true, false, true, true);

    assertThat(Eagerly.numbers(eagerly.call(layer, masked, eagerly.h()).get(0)))
        .containsExactly(
            new float[] {
              -0.0673841f, -0.2737271f, -0.0673841f, -0.2737271f, -0.0407527f, -0.2700272f,
              -0.0048531f, -0.2237877f, -0.0021182f, -0.4570574f, -0.0021182f, -0.4570574f
            },
            ROUNDING);
  }

  @Test
  void paddingChangesNothing() {
    for (Recurrent<?> layer :
        List.of(LSTM.of(3), GRU.of(3), GRU.of(3).withResetAfter(false), SimpleRNN.of(3))) {
      MaskedTensor whole = MaskedTensor.of(eagerly.pattern(Shape.of(1, 4, 2), 3, 7, 4));
      MaskedTensor start = MaskedTensor.of(firstSteps(whole, 3));
      MaskedTensor padded =
          whole.withMask(eagerly.tf().constant(new boolean[][] {{true, true, true, false}}));

      assertThat(Eagerly.numbers(eagerly.call(layer, padded).get(0)))
          .containsExactly(Eagerly.numbers(eagerly.call(layer, start).get(0)));
    }
  }

  @Test
  void statefulLayerGoesOnWhereItEnded() {
    SimpleRNN layer = SimpleRNN.of(2).withStateful(true);

    assertThat(Eagerly.numbers(eagerly.call(layer, eagerly.sequences()).get(0)))
        .containsExactly(new float[] {-0.3539870f, 0.0309683f, -0.3482344f, 0.4804969f}, ROUNDING);
    assertThat(Eagerly.numbers(eagerly.call(layer, eagerly.sequences()).get(0)))
        .containsExactly(new float[] {-0.3370734f, 0.0258374f, -0.3378135f, 0.5020413f}, ROUNDING);
  }

  @Test
  void weightsHaveKerasNames() {
    eagerly.call(LSTM.of(2).withStateful(true), eagerly.sequences());
    eagerly.call(GRU.of(2).withUseBias(false), eagerly.sequences());
    eagerly.call(SimpleRNN.of(2), eagerly.sequences());

    assertThat(eagerly.weights().asked())
        .containsOnlyKeys(
            "lstm/lstm_cell/kernel",
            "lstm/lstm_cell/recurrent_kernel",
            "lstm/lstm_cell/bias",
            "lstm/rnn_state",
            "lstm/rnn_state_1",
            "gru/gru_cell/kernel",
            "gru/gru_cell/recurrent_kernel",
            "simple_rnn/simple_rnn_cell/kernel",
            "simple_rnn/simple_rnn_cell/recurrent_kernel",
            "simple_rnn/simple_rnn_cell/bias");
  }

  @Test
  void biasOfForgetGateStartsAtOne() {
    eagerly.call(LSTM.of(2), eagerly.sequences());

    assertThat(startOf("lstm/lstm_cell/bias")).containsExactly(0, 0, 1, 1, 0, 0, 0, 0);
  }

  @Test
  void biasOfForgetGateStartsLikeTheOthersOnRequest() {
    eagerly.call(LSTM.of(2).withUnitForgetBias(false), eagerly.sequences());

    assertThat(startOf("lstm/lstm_cell/bias")).containsOnly(0);
  }

  @Test
  void activationsAreTheUsersChoice() {
    LSTM ofKeras =
        LSTM.of(2)
            .withActivation(KerasActivation.TANH)
            .withRecurrentActivation(KerasActivation.SIGMOID);
    LSTM others = LSTM.of(2).withActivation(new Tanh()).withRecurrentActivation(new Sigmoid());

    assertThat(Eagerly.numbers(eagerly.call(others, eagerly.sequences()).get(0)))
        .containsExactly(
            Eagerly.numbers(eagerly.call(ofKeras, eagerly.sequences()).get(0)), ROUNDING);
  }

  private void assertOutputs(Recurrent<?> layer, float... expected) {
    assertThat(Eagerly.numbers(eagerly.call(layer, eagerly.sequences()).get(0)))
        .containsExactly(expected, ROUNDING);
  }

  private MaskedTensor masked(boolean... steps) {
    boolean[][] rows = {
      {steps[0], steps[1], steps[2]}, {steps[3], steps[4], steps[5]},
    };
    return eagerly.sequences().withMask(eagerly.tf().constant(rows));
  }

  private Operand<TFloat32> firstSteps(MaskedTensor sequences, int steps) {
    return eagerly
        .tf()
        .slice(
            sequences.floats("test"),
            eagerly.tf().constant(new int[] {0, 0, 0}),
            eagerly.tf().constant(new int[] {-1, steps, -1}));
  }

  private float[] startOf(String path) {
    return Eagerly.numbers(
        MaskedTensor.of(
            eagerly
                .weights()
                .asked()
                .get(path)
                .initializer()
                .call(eagerly.tf(), eagerly.weights().asked().get(path).shape(), 1)));
  }
}
