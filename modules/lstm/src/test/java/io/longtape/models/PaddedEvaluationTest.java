package io.longtape.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.longtape.datasets.ArrayExamples;
import io.longtape.datasets.Batching;
import io.longtape.datasets.Padding;
import io.longtape.layers.Dense;
import io.longtape.layers.Input;
import io.longtape.layers.Masking;
import io.longtape.layers.recurrent.LSTM;
import io.longtape.losses.MeanSquaredError;
import io.longtape.networks.Sequential;
import io.longtape.optimizers.SGD;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.FloatNdArray;

/** Sequences that are padded with another value than 0 are judged as they are trained. */
class PaddedEvaluationTest {

  private static final Sequential NETWORK =
      Sequential.of(Input.of(-1, 1), Masking.of(-1), LSTM.of(3), Dense.of(1));
  private static final float[][][] X = {{{1}, {2}, {3}}, {{0.5f}}, {{2}, {1}}};
  private static final float[][] Y = {{1}, {2}, {3}};
  private static final Batching BATCHING =
      Batching.of(3).withPadding(Padding.defaults().withValue(-1));

  private static Model compiled() {
    Model model = Model.of(NETWORK, 1);
    model.compile(CompileOptions.of(SGD.of(0.1), MeanSquaredError.of()));
    return model;
  }

  @Test
  void evaluationIsThatOfValidationAndOfSequencesAlone() {
    ArrayExamples data = ArrayExamples.of(X, Y);
    try (Model model = compiled()) {
      History history =
          model.fit(data, FitOptions.of(1).withBatching(BATCHING).withValidation(data));
      double loss = model.evaluate(data, BATCHING).get("loss");
      assertThat(history.values("val_loss")).containsExactly(loss);
      assertThat(loss).isCloseTo(model.evaluate(data, 1).get("loss"), within(1e-6));
      assertThat(loss).isNotCloseTo(model.evaluate(data, 3).get("loss"), within(1e-4));
    }
  }

  @Test
  void predictionsAreThoseOfSequencesAlone() {
    try (Model model = compiled()) {
      ArrayExamples data = ArrayExamples.of(X);
      FloatNdArray padded = (FloatNdArray) model.predictAll(data, BATCHING).get("dense");
      FloatNdArray alone = (FloatNdArray) model.predictAll(data, 1).get("dense");
      for (int i = 0; i < X.length; i++) {
        assertThat(padded.getFloat(i, 0)).isCloseTo(alone.getFloat(i, 0), within(1e-6f));
      }
      for (Batching other :
          List.of(
              BATCHING.withShuffle(1),
              BATCHING.withDropRemainder(true),
              BATCHING.withPadding(Padding.defaults().withBuckets(3)))) {
        assertThatThrownBy(() -> model.predictAll(data, other))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessageStartingWith("predictions are of all data in their order");
      }
    }
  }
}
