package io.longtape.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.longtape.datasets.ArrayExamples;
import io.longtape.datasets.Slot;
import io.longtape.datasets.TruncatedSequences;
import io.longtape.layers.Dense;
import io.longtape.layers.Input;
import io.longtape.layers.recurrent.LSTM;
import io.longtape.losses.MeanSquaredError;
import io.longtape.networks.Functional;
import io.longtape.networks.Sequential;
import io.longtape.optimizers.Adam;
import io.longtape.weights.WeightValues;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.ndarray.FloatNdArray;

/** States that go on from batch to batch, and truncated back-propagation on them. */
class StatefulTest {

  private static final int BATCH = 2;
  private static final int STEPS = 3;
  private static final float[][][] LONG = Samples.sequences(BATCH, 3 * STEPS, 2);

  private static final Sequential NETWORK =
      Sequential.of(
          Input.of(STEPS, 2).withBatchSize(BATCH), LSTM.of(3).withStateful(true), Dense.of(1));

  private static Model model(boolean eagerly) {
    Model model = Model.of(NETWORK, 5);
    model.compile(CompileOptions.of(Adam.of(0.01), MeanSquaredError.of()).withRunEagerly(eagerly));
    return model;
  }

  /** {@code [batch, STEPS, features]} of the long sequences. */
  private static float[][][] piece(int index) {
    float[][][] piece = new float[BATCH][][];
    for (int i = 0; i < BATCH; i++) {
      piece[i] = Arrays.copyOfRange(LONG[i], index * STEPS, (index + 1) * STEPS);
    }
    return piece;
  }

  private static float[] predicted(Model model, int piece) {
    FloatNdArray y = (FloatNdArray) model.predict(ArrayExamples.of(piece(piece)));
    return new float[] {y.getFloat(0, 0), y.getFloat(1, 0)};
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void goOnWhereTheBatchBeforeEnded(boolean eagerly) {
    Sequential whole = Sequential.of(Input.of(3 * STEPS, 2), LSTM.of(3), Dense.of(1));
    try (Model pieces = model(eagerly);
        Model once = Model.of(whole, 5)) {
      FloatNdArray expected = (FloatNdArray) once.predict(ArrayExamples.of(LONG));
      float[] first = predicted(pieces, 0);
      predicted(pieces, 1);
      float[] last = predicted(pieces, 2);
      for (int i = 0; i < BATCH; i++) {
        assertThat(last[i]).isCloseTo(expected.getFloat(i, 0), within(1e-6f));
      }
      assertThat(pieces.weights().get("lstm/rnn_state").data()).doesNotContain(0);

      pieces.resetStates();
      assertThat(pieces.weights().get("lstm/rnn_state").data()).containsOnly(0);
      assertThat(pieces.weights().get("lstm/rnn_state_1").data()).containsOnly(0);
      assertThat(predicted(pieces, 0)).containsExactly(first);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aLayerThatIsUsedTwiceGoesOnFromItsFirstUse(boolean eagerly) {
    Input first = Input.of(STEPS, 2).withBatchSize(BATCH).withName("first");
    Input second = Input.of(STEPS, 2).withBatchSize(BATCH).withName("second");
    LSTM lstm = LSTM.of(3).withStateful(true);
    Functional shared =
        Functional.of(List.of(first, second), List.of(lstm.apply(first), lstm.apply(second)));
    Sequential whole = Sequential.of(Input.of(2 * STEPS, 2), LSTM.of(3));
    float[][][] both = new float[BATCH][][];
    for (int i = 0; i < BATCH; i++) {
      both[i] = Arrays.copyOf(LONG[i], 2 * STEPS);
    }
    try (Model model = Model.of(shared, 5);
        Model once = Model.of(whole, 5)) {
      model.compile(
          CompileOptions.of(Adam.of(0.01), MeanSquaredError.of()).withRunEagerly(eagerly));
      FloatNdArray expected = (FloatNdArray) once.predict(ArrayExamples.of(both));
      FloatNdArray found =
          (FloatNdArray)
              model
                  .predictAll(
                      ArrayExamples.ofInput("first", piece(0)).with(Slot.input("second"), piece(1)))
                  .get("lstm_1");
      float[] state = model.weights().get("lstm/rnn_state").data();
      for (int i = 0; i < BATCH; i++) {
        for (int unit = 0; unit < 3; unit++) {
          assertThat(found.getFloat(i, unit))
              .isCloseTo(expected.getFloat(i, unit), within(1e-6f))
              .isEqualTo(state[3 * i + unit]);
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void truncatedSequencesTrainAsPiecesInTheirOrder(boolean eagerly) {
    float[][][] targets = new float[BATCH][3 * STEPS][1];
    for (int i = 0; i < BATCH; i++) {
      for (int t = 0; t < 3 * STEPS; t++) {
        targets[i][t][0] = LONG[i][t][0] / 2;
      }
    }
    WeightValues fitted;
    try (Model model = model(eagerly)) {
      model.fit(
          TruncatedSequences.of(ArrayExamples.of(LONG, targets), STEPS),
          FitOptions.of(2).withBatchSize(BATCH));
      fitted = model.weights();
    }
    try (Model model = model(eagerly)) {
      for (int epoch = 0; epoch < 2; epoch++) {
        model.resetStates();
        for (int piece = 0; piece < 3; piece++) {
          float[][] last = new float[BATCH][];
          for (int i = 0; i < BATCH; i++) {
            last[i] = targets[i][(piece + 1) * STEPS - 1];
          }
          model.trainOnBatch(ArrayExamples.of(piece(piece), last));
        }
      }
      Same.bits(fitted, model.weights());
    }
  }

  @Test
  void refusesABatchOfAnotherSizeAndKeepsItsStates() {
    try (Model model = model(false)) {
      predicted(model, 0);
      WeightValues before = model.weights();
      float[][][] three = Samples.sequences(3, STEPS, 2);
      String expected =
          "the input 'input_layer' takes batches of 2 examples, but got one of 1; drop the"
              + " remainder or choose another batch size";
      assertThatThrownBy(
              () ->
                  model.fit(
                      ArrayExamples.of(three, Samples.means(three)),
                      FitOptions.of(1).withBatchSize(1)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(expected);
      assertThatThrownBy(() -> model.predictAll(ArrayExamples.of(three), 1)).hasMessage(expected);
      assertThatThrownBy(() -> model.evaluate(Samples.regression(3, STEPS, 2), 1))
          .hasMessage(expected);
      Same.bits(model.weights(), before);
    }
  }
}
