package io.longtape.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.longtape.datasets.ArrayExamples;
import io.longtape.layers.Dense;
import io.longtape.layers.Input;
import io.longtape.layers.recurrent.LSTM;
import io.longtape.losses.MeanSquaredError;
import io.longtape.networks.Sequential;
import io.longtape.optimizers.Adam;
import io.longtape.optimizers.schedules.ExponentialDecay;
import io.longtape.weights.WeightValues;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.ndarray.Shape;

/** What an optimizer remembers, taken out of one model and put into another. */
class OptimizerStateTest {

  private static final Sequential NETWORK = Sequential.of(Input.of(3, 2), LSTM.of(2), Dense.of(1));
  private static final ArrayExamples DATA = Samples.regression(4, 3, 2);

  private static Model compiled(long seed, Adam optimizer, boolean eagerly) {
    Model model = Model.of(NETWORK, seed);
    model.compile(CompileOptions.of(optimizer, MeanSquaredError.of()).withRunEagerly(eagerly));
    return model;
  }

  private static void train(Model model, int steps) {
    for (int i = 0; i < steps; i++) {
      model.trainOnBatch(DATA);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void anotherModelGoesOnToTheBit(boolean eagerly) {
    Adam optimizer = Adam.of(ExponentialDecay.of(0.1, 2, 0.5)).withAmsgrad(true);
    try (Model first = compiled(1, optimizer, eagerly);
        Model second = compiled(2, optimizer, eagerly)) {
      train(first, 3);
      second.setWeights(first.weights());
      second.setOptimizerState(first.optimizerState());
      train(first, 3);
      train(second, 3);
      Same.bits(second.weights(), first.weights());
      assertThat(second.optimizerState().iterations()).isEqualTo(6);
    }
  }

  @Test
  void aLayersNameBeginsAsKerasAllows() {
    try (Model model = Model.of(Sequential.of(Input.of(3, 2), LSTM.of(1).withName("_lstm")), 1)) {
      model.compile(CompileOptions.of(Adam.of(0.1), MeanSquaredError.of()));
      train(model, 1);
      assertThat(model.optimizerState().slots().names())
          .contains("_lstm/lstm_cell/kernel/momentum");
    }
  }

  @Test
  void namesSlotsByTheirWeights() {
    try (Model model = compiled(1, Adam.of(0.25), false)) {
      OptimizerState state = model.optimizerState();
      assertThat(state.iterations()).isZero();
      assertThat(state.learningRate()).isEqualTo(0.25);
      assertThat(state.slots().names())
          .containsExactly(
              "lstm/lstm_cell/kernel/momentum",
              "lstm/lstm_cell/kernel/velocity",
              "lstm/lstm_cell/recurrent_kernel/momentum",
              "lstm/lstm_cell/recurrent_kernel/velocity",
              "lstm/lstm_cell/bias/momentum",
              "lstm/lstm_cell/bias/velocity",
              "dense/kernel/momentum",
              "dense/kernel/velocity",
              "dense/bias/momentum",
              "dense/bias/velocity");
    }
  }

  @Test
  void refusesASlotThatIsNone() {
    WeightValues slots =
        new WeightValues(
            Map.of("dense/bias/speed", new WeightValues.Value(Shape.of(1), new float[1])));
    try (Model model = compiled(1, Adam.of(0.1), false)) {
      assertThatThrownBy(() -> model.setOptimizerState(new OptimizerState(7, 0.1, slots)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("slot of the optimizer")
          .hasMessageContaining("'dense/bias/speed'")
          .hasMessageContaining("dense/bias/velocity");
      assertThat(model.optimizerState().iterations()).isZero();
    }
  }

  @Test
  void refusesASlotOfAnotherShape() {
    WeightValues slots =
        new WeightValues(
            Map.of("dense/bias/velocity", new WeightValues.Value(Shape.of(2), new float[2])));
    try (Model model = compiled(1, Adam.of(0.1), false)) {
      assertThatThrownBy(() -> model.setOptimizerState(new OptimizerState(7, 0.1, slots)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("dense/bias/velocity")
          .hasMessageContaining("[2]");
    }
  }

  @Test
  void needsACompiledModel() {
    try (Model model = Model.of(NETWORK, 1)) {
      assertThat(model.compileOptions()).isEmpty();
      assertThatThrownBy(model::optimizerState)
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("the model is not compiled; call compile first");
    }
  }
}
