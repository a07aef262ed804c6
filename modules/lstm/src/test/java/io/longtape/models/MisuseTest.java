package io.longtape.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.longtape.activations.KerasActivation;
import io.longtape.datasets.ArrayExamples;
import io.longtape.layers.Dense;
import io.longtape.layers.Input;
import io.longtape.layers.SymbolicTensor;
import io.longtape.layers.recurrent.LSTM;
import io.longtape.losses.MeanSquaredError;
import io.longtape.metrics.RootMeanSquaredError;
import io.longtape.networks.Functional;
import io.longtape.networks.Sequential;
import io.longtape.optimizers.SGD;
import io.longtape.weights.WeightValues;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.NdArray;
import org.tensorflow.ndarray.Shape;

/** What a model says to names it does not know and to calls at the wrong time. */
class MisuseTest {

  private static final Sequential NETWORK = Sequential.of(Input.of(3, 2), LSTM.of(2), Dense.of(1));
  private static final CompileOptions OPTIONS =
      CompileOptions.of(SGD.of(0.1), MeanSquaredError.of());
  private static final ArrayExamples DATA = Samples.regression(4, 3, 2);

  private static Functional twoOutputs() {
    Input x = Input.of(2).withName("x");
    return Functional.of(
        List.of(x),
        List.of(
            Dense.of(1).withName("level").apply(x),
            Dense.of(1).withName("up").withActivation(KerasActivation.SIGMOID).apply(x)));
  }

  private static WeightValues values(Map<String, float[]> values) {
    Map<String, WeightValues.Value> all = new LinkedHashMap<>();
    values.forEach(
        (name, data) -> all.put(name, new WeightValues.Value(Shape.of(data.length), data)));
    return new WeightValues(all);
  }

  private static void refused(ThrowingCallable call, String message) {
    assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
  }

  @Test
  void unknownWeightsAreNamedWithTheNearest() {
    try (Model model = Model.of(NETWORK, 1)) {
      refused(
          () -> model.setWeights(values(Map.of("dense/bais", new float[1]))),
          "there is no weight 'dense/bais'; the nearest of 5 are: dense/bias, dense/kernel,"
              + " lstm/lstm_cell/bias");
    }
  }

  @Test
  void aWrongShapeSetsNothing() {
    for (boolean running : new boolean[] {false, true}) {
      try (Model model = Model.of(NETWORK, 1)) {
        if (running) {
          model.predict(DATA);
        }
        WeightValues before = model.weights();
        Map<String, float[]> some = new LinkedHashMap<>();
        some.put("dense/bias", new float[] {7});
        some.put("lstm/lstm_cell/bias", new float[7]);
        refused(
            () -> model.setWeights(values(some)),
            "weight 'lstm/lstm_cell/bias' has shape [8], the value given [7]");
        Same.bits(model.weights(), before);
        some.remove("lstm/lstm_cell/bias");
        model.setWeights(values(some));
        assertThat(model.weights().get("dense/bias").data()).containsExactly(7);
      }
    }
  }

  @Test
  void weightsAreCopies() {
    try (Model model = Model.of(NETWORK, 1)) {
      float[] bias = {7};
      model.setWeights(values(Map.of("dense/bias", bias)));
      bias[0] = 8;
      model.weights().get("dense/bias").data()[0] = 9;
      assertThat(model.weights().get("dense/bias").data()).containsExactly(7);
    }
  }

  @Test
  void outputsThatAreNotThere() {
    try (Model model = Model.of(twoOutputs(), 1)) {
      refused(
          () ->
              model.compile(CompileOptions.of(SGD.of(0.1), Map.of("levle", MeanSquaredError.of()))),
          "there is no output 'levle'; there are: level, up");
      refused(
          () -> model.compile(OPTIONS.withLossWeights(Map.of("down", 2.0))),
          "there is no output 'down'; there are: level, up");
      refused(
          () -> model.compile(OPTIONS.withMetrics("down", RootMeanSquaredError.of())),
          "there is no output 'down'; there are: level, up");
      refused(
          () ->
              model.compile(
                  CompileOptions.of(SGD.of(0.1), Map.of("level", MeanSquaredError.of()))
                      .withMetrics("up", RootMeanSquaredError.of())),
          "the output 'up' has a loss weight or metrics, but no loss; give it a loss, of weight 0"
              + " if it is not to be trained");
    }
  }

  @Test
  void anOutputWithoutALossNeedsNoTarget() {
    try (Model model = Model.of(twoOutputs(), 1)) {
      model.compile(
          CompileOptions.of(SGD.of(0.1), Map.of("level", MeanSquaredError.of()))
              .withMetrics(RootMeanSquaredError.of()));
      WeightValues before = model.weights();
      ArrayExamples data =
          ArrayExamples.of(new float[][] {{1, 2}, {3, 4}}, new float[][] {{1}, {2}});
      History history = model.fit(data, FitOptions.of(1));
      assertThat(history.epochs().get(0).logs().keySet())
          .containsExactly("loss", "level_loss", "level_root_mean_squared_error", "learning_rate");
      assertThat(model.weights().get("up/kernel").data())
          .containsExactly(before.get("up/kernel").data());
      assertThat(model.weights().get("level/kernel").data())
          .isNotEqualTo(before.get("level/kernel").data());
    }
  }

  @Test
  void severalOutputsAreAskedForByName() {
    try (Model model = Model.of(twoOutputs(), 1)) {
      ArrayExamples data = ArrayExamples.of(new float[][] {{1, 2}});
      assertThatThrownBy(() -> model.predict(data))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("the network has several outputs, ask for them by predictAll: level, up");
      assertThat(model.predictAll(data).keySet()).containsExactly("level", "up");
    }
  }

  @Test
  void oneTensorMayBeTwoOutputs() {
    Input x = Input.of(2).withName("x");
    SymbolicTensor y = Dense.of(1).withName("y").apply(x);
    try (Model model = Model.of(Functional.of(List.of(x), List.of(y, y, x)), 1)) {
      Map<String, NdArray<?>> outputs = model.predictAll(ArrayExamples.of(new float[][] {{1, 2}}));
      assertThat(outputs.keySet()).containsExactly("y", "y_1", "x");
      assertThat(outputs.get("y_1")).isEqualTo(outputs.get("y"));
      assertThat(outputs.get("x").getObject(0, 1)).isEqualTo(2f);
    }
  }

  @Test
  void beforeCompiling() {
    try (Model model = Model.of(NETWORK, 1)) {
      String message = "the model is not compiled; call compile first";
      for (ThrowingCallable call :
          List.<ThrowingCallable>of(
              () -> model.fit(DATA, FitOptions.of(1)),
              () -> model.evaluate(DATA),
              () -> model.trainOnBatch(DATA),
              () -> model.testOnBatch(DATA))) {
        assertThatThrownBy(call).isInstanceOf(IllegalStateException.class).hasMessage(message);
      }
      assertThat(model.predict(DATA).shape().asArray()).containsExactly(4, 1);
    }
  }

  @Test
  void afterClosing() {
    Model model = Model.of(NETWORK, 1);
    model.compile(OPTIONS);
    model.predict(DATA);
    model.close();
    model.close();
    for (ThrowingCallable call :
        List.<ThrowingCallable>of(
            () -> model.fit(DATA, FitOptions.of(1)),
            () -> model.evaluate(DATA),
            () -> model.predict(DATA),
            () -> model.trainOnBatch(DATA),
            model::weights,
            model::resetStates,
            () -> model.setTrainable("lstm", false),
            () -> model.compile(OPTIONS))) {
      assertThatThrownBy(call)
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("the model is closed");
    }
  }
}
