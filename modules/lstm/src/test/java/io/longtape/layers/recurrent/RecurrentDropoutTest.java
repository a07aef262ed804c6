package io.longtape.layers.recurrent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.longtape.activations.KerasActivation;
import io.longtape.layers.MaskedTensor;
import io.longtape.layers.Pass;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;

class RecurrentDropoutTest {

  private static final Cell CELL = new LstmCell(KerasActivation.TANH, KerasActivation.SIGMOID);

  private final Eagerly eagerly = new Eagerly();

  @AfterEach
  void close() {
    eagerly.close();
  }

  @Test
  void keptValuesAreScaledUp() {
    float[] mask =
        Eagerly.numbers(masks(new RecurrentDropout(0.25f, 0, OptionalLong.of(1))).get(0));

    long kept = 0;
    for (float value : mask) {
      assertThat(value).isIn(0f, 1 / 0.75f);
      kept += value > 0 ? 1 : 0;
    }
    assertThat(kept / (double) mask.length).isCloseTo(0.75, within(0.02));
  }

  @Test
  void gatesShareAMaskUnlessTheStateIsDroppedToo() {
    assertThat(masks(new RecurrentDropout(0.25f, 0, OptionalLong.empty()))).hasSize(1);

    List<MaskedTensor> masks = masks(new RecurrentDropout(0.25f, 0.25f, OptionalLong.empty()));
    assertThat(masks).hasSize(4);
    assertThat(Eagerly.numbers(masks.get(0))).isNotEqualTo(Eagerly.numbers(masks.get(1)));
  }

  @Test
  void allStepsShareAMask() {
    SimpleRNN layer =
        SimpleRNN.of(2)
            .withReturnSequences(true)
            .withActivation(KerasActivation.LINEAR)
            .withDropout(0.5);
    Operand<TFloat32> ones =
        eagerly.tf().ones(eagerly.tf().constant(new int[] {1, 2, 64}), TFloat32.class);

    float[] h = Eagerly.numbers(eagerly.train(layer, 1, 5, MaskedTensor.of(ones)).get(0));
    float[] undropped = Eagerly.numbers(eagerly.call(layer, MaskedTensor.of(ones)).get(0));

    // With equal inputs and the recurrent kernel [[-0.5, 0.2], [-0.2, 0.5]].
    assertThat(h[2]).isCloseTo(h[0] - 0.5f * h[0] - 0.2f * h[1], within(1e-5f));
    assertThat(h[3]).isCloseTo(h[1] + 0.2f * h[0] + 0.5f * h[1], within(1e-5f));
    assertThat(h[0]).isNotCloseTo(undropped[0], within(1e-3f));
  }

  @Test
  void drawDependsOnSeedAndStep() {
    LSTM layer = LSTM.of(2).withDropout(0.5).withRecurrentDropout(0.5);

    float[] first = trained(layer, 1, 7);
    assertThat(trained(layer, 1, 7)).containsExactly(first);
    assertThat(trained(layer, 2, 7)).isNotEqualTo(first);
    assertThat(trained(layer, 1, 8)).isNotEqualTo(first);
    assertThat(trained(layer.withSeed(7), 1, 8)).containsExactly(first);
  }

  @Test
  void drawIsTheSameInAGraphOfFreeTime() {
    LSTM layer = LSTM.of(2).withDropout(0.5).withRecurrentDropout(0.5);
    Shape free = Shape.of(Shape.UNKNOWN_SIZE, Shape.UNKNOWN_SIZE, 6);
    try (Graph graph = new Graph();
        Session session = new Session(graph);
        TFloat32 fed = PatternedWeights.pattern(Shape.of(8, 3, 6), 3, 7, 4)) {
      Ops tf = Ops.create(graph);
      Operand<TFloat32> x = tf.placeholder(TFloat32.class, Placeholder.shape(free));
      Pass pass = Pass.training(tf, new PatternedWeights(), tf.constant(3L), 7).in("lstm");
      MaskedTensor result = layer.call(pass, List.of(MaskedTensor.of(x))).get(0);

      try (Result results = session.runner().feed(x, fed).fetch(result.floats("test")).run()) {
        assertThat(Eagerly.numbers((TFloat32) results.get(0)))
            .containsExactly(trained(layer, 3, 7), within(1e-6f));
      }
    }
  }

  @Test
  void nothingIsDroppedInInference() {
    GRU layer = GRU.of(2);

    assertThat(
            Eagerly.numbers(
                eagerly
                    .call(layer.withDropout(0.5).withRecurrentDropout(0.5), eagerly.sequences())
                    .get(0)))
        .containsExactly(Eagerly.numbers(eagerly.call(layer, eagerly.sequences()).get(0)));
  }

  @Test
  void ratesOutOfRangeAreRefused() {
    assertThatThrownBy(() -> LSTM.of(2).withDropout(1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("dropout must be at least 0 and below 1, but is 1.0");
    assertThatThrownBy(() -> LSTM.of(2).withRecurrentDropout(-0.1))
        .hasMessage("recurrent dropout must be at least 0 and below 1, but is -0.1");
  }

  private List<MaskedTensor> masks(RecurrentDropout dropout) {
    Ops tf = eagerly.tf();
    Pass pass = Pass.training(tf, eagerly.weights(), tf.constant(1L), 1).in("lstm");
    return dropout.ofInput(pass, CELL, tf.constant(100), 50).stream()
        .map(MaskedTensor::of)
        .toList();
  }

  private float[] trained(LSTM layer, long step, long seed) {
    MaskedTensor x = MaskedTensor.of(eagerly.pattern(Shape.of(8, 3, 6), 3, 7, 4));
    return Eagerly.numbers(eagerly.train(layer, step, seed, x).get(0));
  }
}
