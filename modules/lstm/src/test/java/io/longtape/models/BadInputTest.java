package io.longtape.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.longtape.datasets.ArrayExamples;
import io.longtape.datasets.Slot;
import io.longtape.layers.Dense;
import io.longtape.layers.Embedding;
import io.longtape.layers.Flatten;
import io.longtape.layers.Input;
import io.longtape.layers.recurrent.LSTM;
import io.longtape.losses.ClassWeights;
import io.longtape.losses.Loss;
import io.longtape.losses.MeanSquaredError;
import io.longtape.losses.SparseCategoricalCrossentropy;
import io.longtape.networks.Network;
import io.longtape.networks.Sequential;
import io.longtape.optimizers.SGD;
import io.longtape.weights.WeightValues;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One clear line for data that do not suit the model, and nothing is done by halves. */
class BadInputTest {

  private static final Sequential CLASSIFIER =
      Sequential.of(Input.ints(3), Embedding.of(5, 2), Flatten.of(), Dense.of(2));
  private static final Sequential REGRESSOR =
      Sequential.of(Input.of(3, 2), LSTM.of(2), Dense.of(1));
  private static final Loss CLASSES = SparseCategoricalCrossentropy.of().withFromLogits(true);
  private static final Loss NUMBERS = MeanSquaredError.of();

  private static Model model(Network network, Loss loss, boolean eagerly) {
    Model model = Model.of(network, 1);
    model.compile(CompileOptions.of(SGD.of(0.1), loss).withRunEagerly(eagerly));
    return model;
  }

  private static void refused(Model model, ThrowingCallable call, String message) {
    WeightValues before = model.weights();
    assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
    Same.bits(model.weights(), before);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void idsOutsideOfTheVocabulary(boolean eagerly) {
    int[][] ids = {{1, 2, 3}, {4, 0, 5}};
    int[][] negative = {{1, -1, 3}};
    int[] labels = {0, 1};
    try (Model model = model(CLASSIFIER, CLASSES, eagerly)) {
      String message = "example 1, input 'input_layer', position 2: id 5 is not from 0 to 4";
      refused(
          model,
          () -> model.fit(ArrayExamples.of(ids, labels), FitOptions.of(1).withShuffle(false)),
          "training data: " + message);
      refused(model, () -> model.predict(ArrayExamples.of(ids)), message);
      refused(model, () -> model.evaluate(ArrayExamples.of(ids, labels)), message);
      refused(model, () -> model.trainOnBatch(ArrayExamples.of(ids, labels)), message);
      refused(
          model,
          () -> model.predict(ArrayExamples.of(negative)),
          "example 0, input 'input_layer', position 1: id -1 is not from 0 to 4");
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void labelsOutsideOfTheClasses(boolean eagerly) {
    ArrayExamples data = ArrayExamples.of(new int[][] {{1, 2, 3}, {1, 2, 3}}, new int[] {0, 2});
    ArrayExamples good = ArrayExamples.of(new int[][] {{1, 2, 3}}, new int[] {0});
    String message = "example 1, target 'dense', position 0: class 2 is not from 0 to 1";
    try (Model model = model(CLASSIFIER, CLASSES, eagerly)) {
      refused(
          model,
          () -> model.fit(data, FitOptions.of(1).withShuffle(false)),
          "training data: " + message);
      refused(model, () -> model.trainOnBatch(data), message);
      refused(model, () -> model.evaluate(data), message);
      refused(model, () -> model.testOnBatch(data), message);
      WeightValues before = model.weights();
      assertThatThrownBy(() -> model.fit(good, FitOptions.of(1).withValidation(data)))
          .hasMessage("validation data: " + message);
      assertThat(model.weights().get("dense/bias").data())
          .isNotEqualTo(before.get("dense/bias").data());
    }
  }

  @Test
  void shapesThatDoNotFit() {
    float[][][] narrow = Samples.sequences(4, 3, 1);
    float[][][] shorter = Samples.sequences(4, 2, 2);
    float[][] y = Samples.means(narrow);
    try (Model model = model(REGRESSOR, NUMBERS, false)) {
      refused(
          model,
          () -> model.fit(ArrayExamples.of(narrow, y), FitOptions.of(1).withShuffle(false)),
          "training data: example 0, input 'input_layer': 3 x 1 = 3 numbers found, 3 x 2 = 6"
              + " expected");
      refused(
          model,
          () -> model.predict(ArrayExamples.of(shorter)),
          "example 0, input 'input_layer': 2 x 2 = 4 numbers found, 3 x 2 = 6 expected");
      refused(
          model,
          () -> model.evaluate(ArrayExamples.of(Samples.sequences(4, 3, 2), new float[4][2])),
          "example 0, target 'dense': 2 numbers found, 1 expected");
      refused(
          model,
          () -> model.fit(ArrayExamples.of(Samples.sequences(4, 3, 2)), FitOptions.of(1)),
          "training data: the network wants target 'dense', but the data has input 'input'");
    }
  }

  @Test
  void noData() {
    ArrayExamples none = ArrayExamples.of(new float[0][3][2], new float[0][1]);
    ArrayExamples some = Samples.regression(4, 3, 2);
    try (Model model = model(REGRESSOR, NUMBERS, false)) {
      refused(
          model, () -> model.fit(none, FitOptions.of(1)), "training data: there are no examples");
      refused(
          model,
          () -> model.fit(some, FitOptions.of(1).withValidation(none)),
          "validation data: there are no examples");
      refused(
          model,
          () -> model.fit(some, FitOptions.of(1).withValidationSplit(0.9)),
          "4 examples cannot be split at a fraction of 0.9: there would be no training examples");
      refused(model, () -> model.predict(none), "there are no examples");
      refused(model, () -> model.evaluate(none), "there are no examples");
      refused(model, () -> model.trainOnBatch(none), "there are no examples");
    }
  }

  @Test
  void aBatchLargerThanTheDataIsOneSmallerBatch() {
    ArrayExamples data = Samples.regression(4, 3, 2);
    try (Model model = model(REGRESSOR, NUMBERS, false);
        Model exact = model(REGRESSOR, NUMBERS, false)) {
      model.fit(data, FitOptions.of(1).withBatchSize(100).withShuffle(false));
      exact.trainOnBatch(data);
      Same.bits(model.weights(), exact.weights());
    }
  }

  @Test
  void weightsOfClassesAndOfSamplesTogether() {
    ArrayExamples data =
        ArrayExamples.of(new int[][] {{1, 2, 3}}, new int[] {0})
            .with(Slot.SAMPLE_WEIGHT, new float[] {2});
    try (Model model = model(CLASSIFIER, CLASSES, false)) {
      refused(
          model,
          () -> model.fit(data, FitOptions.of(1).withClassWeights(ClassWeights.of(1, 2))),
          "class weights and sample weights cannot both be given, as in Keras");
    }
  }
}
